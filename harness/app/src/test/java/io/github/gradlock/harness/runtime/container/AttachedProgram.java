package io.github.gradlock.harness.runtime.container;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An engine that answers one request to attach, and a program behind it that begins late to read its input. */
final class AttachedProgram implements Closeable {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final long LATE_MILLIS = 300;

    private final Closeable listener;
    private final URI host;
    private final @Nullable SSLContext certificates;
    private final CompletableFuture<byte[]> read = new CompletableFuture<>();
    private volatile String head = "";

    /** How it is reached. */
    enum Way {
        UNIX,
        TCP,
        TLS
    }

    private AttachedProgram(Way way, Path folder, int most) throws Exception {
        certificates = way == Way.TLS ? certificates(folder) : null;
        if (way == Way.UNIX) {
            Path place = folder.resolve("s");
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(place));
            listener = server;
            host = URI.create("unix://" + place);
            start(() -> {
                try (SocketChannel channel = server.accept()) {
                    serve(Channels.newInputStream(channel), Channels.newOutputStream(channel), most);
                }
            });
        } else {
            ServerSocket server = certificates == null
                    ? new ServerSocket(0, 5, InetAddress.getLoopbackAddress())
                    : certificates.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
            if (server instanceof SSLServerSocket secured) {
                secured.setNeedClientAuth(true);
            }
            listener = server;
            host = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
            start(() -> {
                try (Socket socket = server.accept()) {
                    serve(socket.getInputStream(), socket.getOutputStream(), most);
                }
            });
        }
    }

    /** Starts one that reads its input to the end. */
    static AttachedProgram on(Way way, Path folder) throws Exception {
        return new AttachedProgram(way, folder, Integer.MAX_VALUE);
    }

    /** Starts one that reads a number of bytes, and ends. */
    static AttachedProgram thatReads(int most, Way way, Path folder) throws Exception {
        return new AttachedProgram(way, folder, most);
    }

    private interface Serving {
        void run() throws IOException, InterruptedException;
    }

    private void start(Serving serving) {
        Thread thread = new Thread(() -> {
            try {
                serving.run();
            } catch (IOException | InterruptedException problem) {
                read.completeExceptionally(problem);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(InputStream in, OutputStream out, int most) throws IOException, InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        while (!said.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            said.write(in.read());
        }
        head = said.toString(StandardCharsets.US_ASCII);
        out.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(LATE_MILLIS);
        byte[] bytes = new byte[0];
        try {
            bytes = in.readNBytes(most);
            out.write("read".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            // The other side went away.
        }
        read.complete(bytes);
    }

    EngineTransport transport() {
        return new EngineTransport(host, certificates, null);
    }

    URI host() {
        return host;
    }

    @Nullable
    SSLContext certificates() {
        return certificates;
    }

    /** Returns what it was asked. */
    String head() {
        return head;
    }

    /** Returns what it read, when it has ended. */
    byte[] read() throws Exception {
        return read.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** A key for both sides, which each of them trusts. */
    private static SSLContext certificates(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-storetype",
                        "PKCS12",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=engine",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-alias",
                        "engine")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
