package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.transport.NamedPipeSocket;
import io.github.gradlock.harness.BulkInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Docker engine: a socket of this machine, TCP, TLS over TCP, or a pipe of Windows. What goes to the engine may end before what comes
 * from it, which none of docker-java's connections can say.
 */
abstract class EngineSocket implements Closeable {
    private static final int PLAIN_PORT = 2375;
    private static final int PROTECTED_PORT = 2376;

    /** Only in 1.3 may one side end before the other; 1.2 is for engines that know no other. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Connects.
     *
     * @param host {@code unix:}, {@code tcp:} or {@code npipe:}
     * @param ssl null where the connection is not protected
     * @param patience with each address of a host, and with the handshake
     */
    static EngineSocket open(URI host, @Nullable SSLContext ssl, Duration patience) throws IOException {
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> new OfChannel(unix(host));
            case "npipe" -> new OfPipe(pipe(host));
            case "tcp" -> {
                if (host.getHost() == null) {
                    // An underscore in a name, for instance. Without a name one would reach this machine.
                    throw new IOException("not the name of a machine: " + host.getAuthority());
                }
                int port = host.getPort() >= 0 ? host.getPort() : ssl == null ? PLAIN_PORT : PROTECTED_PORT;
                Socket socket = connect(host.getHost(), port, (int) patience.toMillis());
                yield new OfSocket(socket, ssl == null ? socket : secured(socket, ssl, host.getHost(), port, patience));
            }
            default -> throw new IOException("neither unix://, tcp:// nor npipe://: " + host);
        };
    }

    private static SocketChannel unix(URI host) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(host.getPath()));
            return channel;
        } catch (IOException | RuntimeException problem) {
            channel.close();
            throw problem;
        }
    }

    private static Socket pipe(URI host) throws IOException {
        Socket pipe = new NamedPipeSocket(host.getPath());
        pipe.connect(new InetSocketAddress(0));
        return pipe;
    }

    /** A name may have several addresses, of which one answers. */
    private static Socket connect(String name, int port, int millis) throws IOException {
        IOException refused = null;
        for (InetAddress address : InetAddress.getAllByName(name)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), millis);
                socket.setTcpNoDelay(true);
                // An engine may be silent for hours while a program runs; a machine that is gone must not be.
                socket.setKeepAlive(true);
                return socket;
            } catch (IOException problem) {
                socket.close();
                refused = refused == null ? problem : refused;
            }
        }
        throw refused == null ? new IOException("no address of " + name) : refused;
    }

    private static Socket secured(Socket socket, SSLContext ssl, String name, int port, Duration patience)
            throws IOException {
        try {
            SSLSocket secured = (SSLSocket) ssl.getSocketFactory().createSocket(socket, name, port, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            socket.setSoTimeout((int) patience.toMillis());
            secured.startHandshake();
            socket.setSoTimeout(0);
            return secured;
        } catch (IOException | RuntimeException problem) {
            socket.close();
            throw problem;
        }
    }

    /** Returns what the engine says. */
    abstract InputStream in();

    /** Returns where to speak to it. */
    abstract OutputStream out();

    /** Tells the engine that nothing more comes; it may go on. */
    abstract void endOutput() throws IOException;

    /** Ends it at once, whoever reads from it or writes to it. */
    @Override
    public abstract void close() throws IOException;

    private static class OfSocket extends EngineSocket {
        private final Socket beneath;
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        OfSocket(Socket beneath, Socket socket) throws IOException {
            this.beneath = beneath;
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        @Override
        InputStream in() {
            return in;
        }

        @Override
        OutputStream out() {
            return out;
        }

        @Override
        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        /** The one beneath: to say good-bye, TLS would wait for who is writing. */
        @Override
        public void close() throws IOException {
            beneath.close();
        }
    }

    /** Pipes end for both sides at once. */
    private static final class OfPipe extends OfSocket {
        OfPipe(Socket pipe) throws IOException {
            super(pipe, pipe);
        }

        @Override
        void endOutput() throws IOException {
            close();
        }
    }

    /** The streams of the JDK's {@code Channels} let nobody write while somebody reads. */
    private static final class OfChannel extends EngineSocket {
        private final SocketChannel channel;

        OfChannel(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        InputStream in() {
            return new BulkInputStream() {

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, from, length));
                }
            };
        }

        @Override
        OutputStream out() {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                }
            };
        }

        @Override
        void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
