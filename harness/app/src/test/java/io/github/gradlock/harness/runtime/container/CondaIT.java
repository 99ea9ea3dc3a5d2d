package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.sun.net.httpserver.HttpServer;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.CondaPackage;
import io.github.gradlock.harness.channel.CondaResolver;
import io.github.gradlock.harness.channel.RegistryCredentials;
import io.github.gradlock.harness.image.Containers;
import io.github.gradlock.harness.image.DerivedImage;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.store.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Conda's packages without conda: a channel of our own on loopback, and a stand-in for micromamba, which a machine that reaches no conda cannot
 * have. It answers as micromamba 2.8.1, built from its sources, was seen to answer.
 */
@ResourceLock("engine")
class CondaIT {
    private static final String IMAGE = "gradlock/conda-it:stand-in";

    /** What it is asked decides: where channels are, what would be linked, or to link a list of files. */
    private static final String STAND_IN = """
            #!/bin/sh
            set -eu
            if [ "$1" = config ]; then
              case "$*" in
                *--json*) echo "{\\"channel_alias\\": \\"$MAMBA_CHANNEL_ALIAS\\"}" ;;
                *) echo "channel_alias: $MAMBA_CHANNEL_ALIAS" ;;
              esac
              exit
            fi
            prefix= list= asked=
            while [ $# -gt 0 ]; do
              case "$1" in
                -p) prefix=$2; shift ;;
                -f) list=$2; shift ;;
                --dry-run) asked=1 ;;
              esac
              last=$1
              shift
            done
            if [ -n "$asked" ]; then
              [ "$last" = 'hello>=1' ] || { echo '{"solver_problems": ["nothing provides '"$last"'"], "success": false}'; exit 1; }
              sed "s|ALIAS|$MAMBA_CHANNEL_ALIAS|" /solution.json
              exit
            fi
            mkdir -p "$prefix/conda-meta"
            date > "$prefix/conda-meta/history"
            sed 1d "$list" | while IFS='#' read -r file sum; do
              echo "$sum  ${file#file://}" | sha256sum -c --quiet
              tar -xf "${file#file://}" -C "$prefix"
            done
            """;

    @TempDir
    Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();
    private final byte[] hello;
    private final HttpServer channel;
    private String base = "";

    CondaIT() throws IOException {
        hello = archive();
        channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        channel.createContext("/lab/linux-64/hello-1.1-0.tar.bz2", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, hello.length);
                exchange.getResponseBody().write(hello);
            }
        });
        channel.start();
    }

    private String alias() {
        return "http://127.0.0.1:" + channel.getAddress().getPort();
    }

    @BeforeEach
    void build() throws Exception {
        String from;
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
            from = TestEngine.baseImage(log);
        }
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(context.resolve("micromamba"), STAND_IN);
        Files.writeString(
                context.resolve("solution.json"),
                "{\"success\": true, \"actions\": {\"LINK\": [{\"name\": \"hello\", \"version\": \"1.1\", \"build_string\": \"0\","
                        + " \"url\": \"ALIAS/lab/linux-64/hello-1.1-0.tar.bz2\", \"size\": " + hello.length
                        + ", \"sha256\": \"" + Digests.sha256(hello) + "\"}]}}");
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM " + from + "\nCOPY solution.json /\nCOPY micromamba /usr/local/bin/\n"
                        + "RUN chmod 755 /usr/local/bin/micromamba\nENV MAMBA_CHANNEL_ALIAS=" + alias() + "\n");
        String id = TestEngine.client()
                .buildImageCmd(context.toFile())
                .withTags(Set.of(IMAGE))
                .exec(new BuildImageResultCallback())
                .awaitImageId(2, TimeUnit.MINUTES);
        base = TestEngine.client().inspectImageCmd(id).exec().getId();
    }

    @AfterEach
    void remove() {
        channel.stop(0);
        try {
            TestEngine.client().removeImageCmd(IMAGE).withForce(true).exec();
        } catch (NotFoundException notMade) {
            // What was not made is not there.
        }
    }

    @Test
    void resolvesFetchesLinksAndGetsTheSameImageAgain() throws Exception {
        DockerClient client = TestEngine.client();
        List<CondaPackage> resolved = new CondaResolver(
                        client, Ownership.labels("conda-it"), RegistryCredentials.ofThisUser())
                .resolve(base, wanted("hello>=1"), null);
        assertEquals(
                List.of(new CondaPackage(
                        "hello", "1.1=0", "lab/linux-64/hello-1.1-0.tar.bz2", hello.length, Digests.sha256(hello))),
                resolved);
        DerivedImage image = new DerivedImage("conda-it", base, null, List.of(pinned(Digests.sha256(hello))));
        assertThrows(UnavailableException.class, () -> image.provide(workshop("first", true)));
        String tag = image.provide(workshop("first", false));
        try {
            String id = client.inspectImageCmd(tag).exec().getId();
            String[] variables = java.util.Objects.requireNonNull(
                            client.inspectImageCmd(tag).exec().getConfig())
                    .getEnv();
            assertTrue(List.of(variables).contains("CONDA_PREFIX=/opt/env"), List.of(variables)::toString);
            List<String> lines = new ArrayList<>();
            Containers containers = new Containers(client, Ownership.labels("conda-it"));
            int status = containers.with(
                    tag,
                    false,
                    List.of("sh", "-c", "hello && ls /opt/env/conda-meta"),
                    made -> containers.run(made, Duration.ofMinutes(1), lines::add));
            assertEquals(0, status, lines::toString);
            assertEquals(List.of("hello"), lines, "the program, and no history of its installation");
            client.removeImageCmd(tag).withForce(true).exec();
            // Another day, another store: what says when it was is not in the layer.
            Thread.sleep(1100);
            image.provide(workshop("second", false));
            assertEquals(id, client.inspectImageCmd(tag).exec().getId());
        } finally {
            client.removeImageCmd(tag).withForce(true).exec();
        }
    }

    @Test
    void saysWhatCannotBeResolved() {
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> new CondaResolver(
                                TestEngine.client(), Ownership.labels("conda-it"), RegistryCredentials.ofThisUser())
                        .resolve(base, wanted("nosuch"), null));
        assertTrue(
                String.valueOf(problem.getMessage()).endsWith("conda packages: nothing provides nosuch"),
                problem.getMessage());
        assertTrue(problem.hint().contains("lab"), problem.hint());
    }

    @Test
    void refusesAFileThatIsNotTheLocks() {
        String other = "0".repeat(64);
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> new DerivedImage("conda-it", base, null, List.of(pinned(other)))
                        .provide(workshop("third", false)));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains(other), problem.getMessage());
        assertTrue(String.valueOf(problem.getMessage()).contains(Digests.sha256(hello)), problem.getMessage());
    }

    private static CondaResolver.Wanted wanted(String spec) {
        return new CondaResolver.Wanted(List.of("lab"), List.of(spec), "linux-64", Map.of());
    }

    private PackageLock pinned(String sha256) {
        return new PackageLock("conda", "hello", "1.1=0", "lab/linux-64/hello-1.1-0.tar.bz2", hello.length, sha256);
    }

    private DerivedImage.Workshop workshop(String home, boolean offline) {
        return new DerivedImage.Workshop(
                TestEngine.client(),
                Ownership.labels("conda-it"),
                folder.resolve(home),
                Map.of(),
                null,
                offline,
                said::add);
    }

    /** Plain tar inside: the stand-in needs no more. */
    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            byte[] program = "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("bin/hello");
            entry.setSize(program.length);
            entry.setMode(0755);
            entry.setModTime(1_700_000_000_000L);
            tar.putArchiveEntry(entry);
            tar.write(program);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
