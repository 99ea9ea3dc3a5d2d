package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LoadResponseItem;
import io.github.gradlock.harness.channel.DockerContexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes the way of {@code env create} and {@code env run} at an engine that is none: who starts the JVM with an archive of classes to be written gets one
 * with the classes of that way.
 */
public final class Rehearsal {
    private static final String IMAGE = "rehearsal@sha256:0";

    private Rehearsal() {}

    /** Goes it once. */
    public static void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gradlock-rehearsal");
        Path socket = folder.resolve("s");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(() -> answer(engine), "gradlock-rehearsal");
            thread.setDaemon(true);
            thread.start();
            try (DockerClient client =
                    RemoteEngine.client(new DockerContexts.Endpoint(URI.create("unix://" + socket), null), null)) {
                ask(client);
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }

    private static void ask(DockerClient client) throws IOException, InterruptedException {
        client.versionCmd().exec();
        new Sweep(client, true).orphans();
        client.inspectImageCmd(IMAGE).exec();
        try (ResultCallback.Adapter<LoadResponseItem> loading = new ResultCallback.Adapter<>()) {
            client.loadImageAsyncCmd(new ByteArrayInputStream(new byte[1]))
                    .exec(loading)
                    .awaitCompletion();
        }
        client.createContainerCmd(IMAGE)
                .withCmd("true")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .withLabels(Ownership.labels("rehearsal"))
                .exec();
        ContainerFiles.copyIn(client, "none", "/", List.of(), List.of("work"), 0);
        try (ResultCallback.Adapter<Frame> output = new ResultCallback.Adapter<>();
                ContainerInput input = ContainerInput.attach(client, "none", InputStream.nullInputStream());
                WaitContainerResultCallback end = new WaitContainerResultCallback()) {
            client.attachContainerCmd("none").withStdOut(true).exec(output);
            client.startContainerCmd("none").exec();
            client.waitContainerCmd("none").exec(end).awaitStatusCode();
            output.awaitCompletion();
            input.requireWhole();
        }
        client.removeContainerCmd("none").withForce(true).exec();
    }

    /** Answers each connection's requests, one after the other, in the fewest words. */
    private static void answer(ServerSocketChannel engine) {
        try {
            while (true) {
                SocketChannel connection = engine.accept();
                Thread thread = new Thread(() -> answer(connection), "gradlock-rehearsal");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // It is over.
        }
    }

    private static void answer(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            OutputStream out = Channels.newOutputStream(connection);
            for (String head = until(in, "\r\n\r\n"); !head.isEmpty(); head = until(in, "\r\n\r\n")) {
                if (head.contains("chunked")) {
                    until(in, "0\r\n\r\n");
                } else {
                    in.readNBytes(Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1")));
                }
                boolean attached = head.contains("/attach");
                String body = head.contains("/containers/json") ? "[]" : attached ? "" : "{\"StatusCode\":0}";
                out.write(("HTTP/1.1 "
                                + (attached ? "101 UPGRADED\r\n\r\n" : "200 OK\r\nContent-Length: " + body.length())
                                + (attached ? "" : "\r\n\r\n" + body))
                        .getBytes(StandardCharsets.US_ASCII));
                if (attached) {
                    return;
                }
            }
        } catch (IOException over) {
            // So it is.
        }
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.length() >= end.length() && read.indexOf(end, read.length() - end.length()) >= 0) {
                return read.toString();
            }
        }
        return "";
    }
}
