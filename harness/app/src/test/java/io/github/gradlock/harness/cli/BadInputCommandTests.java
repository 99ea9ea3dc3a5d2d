package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.LockFile;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SessionWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Bad input as a user meets it: status 2, the place, what is wrong and what to do on standard error, nothing else. */
class BadInputCommandTests {
    private static final String CONTAINER =
            "name: e\nchannels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-64]\n";
    private static final String[] RUN = {"run", "e"};
    private static final String[] LOCKED = {"run", "--locked", "e"};

    private static final String[] COMPARE = {"compare"};

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Writes what is bad below a folder, and returns the file that is to be named. */
    private interface Bad {
        Path write(Path folder) throws IOException;
    }

    static Stream<Arguments> inputs() {
        return Stream.of(
                input("syntax", RUN, spec("name: a: b\n"), ":1:8", "not valid YAML", "indentation"),
                input("key", RUN, spec("name: e\ndependancies: []\n"), ":2:1", "unknown key", "\"dependencies\"\\?"),
                input("type", RUN, spec("name: e\nchannels: host\n"), ":2:11", "must be a list", "\\[a, b\\]"),
                input("alias bomb", RUN, spec(bomb()), ":6:4", "50000 nodes", "without aliases of aliases"),
                input("size", RUN, BadInputCommandTests::large, "", "104,857,600 bytes", "right file"),
                input("key twice", RUN, spec("name: e\nname: e\n"), ":2:1", "stands twice", "."),
                input("name twice", RUN, BadInputCommandTests::twins, "", "two environments are named", "each once"),
                input(
                        "dependency",
                        RUN,
                        spec("name: e\nchannels: [host]\ndependencies:\n  - jdk>=17\n  - python=3.12\n"),
                        ":5:5",
                        "no channel of e supplies",
                        "."),
                input("no lock", LOCKED, spec(CONTAINER), "", "e has no lock", "gradlock lock [^ ]*environments.e"),
                input(
                        "stale",
                        LOCKED,
                        BadInputCommandTests::stale,
                        "",
                        "the lock of e is stale",
                        "gradlock lock [^ ]*environments.e"),
                input(
                        "no environment",
                        new String[] {"lock", "--check"},
                        root -> Files.createDirectories(root.resolve("environments")),
                        "",
                        "there is no environment",
                        "environment.yml"),
                input("cut", COMPARE, BadInputCommandTests::cut, "(:byte \\d+)?", "zip", "."),
                input("overlap", COMPARE, BadInputCommandTests::overlap, "(:[^ ]* ?\\d+)?", "b", "."),
                input("escape", COMPARE, BadInputCommandTests::escape, "(:byte \\d+)?", "\\.\\./evil", "."));
    }

    private static Arguments input(String name, String[] command, Bad bad, String place, String message, String hint) {
        return Arguments.of(name, List.of(command), bad, place, message, hint);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isAnsweredWithPlaceFaultAndRemedy(
            String name, List<String> command, Bad bad, String place, String message, String hint) throws IOException {
        Path file = bad.write(folder);
        String[] arguments = command.equals(List.of(COMPARE))
                ? new String[] {"compare", file.toString()}
                : Stream.concat(
                                command.stream(),
                                Stream.of(
                                        "--environments",
                                        folder.resolve("environments").toString()))
                        .toArray(String[]::new);

        assertEquals(2, execute(arguments), err::toString);
        String error = err.toString().replace("\r\n", "\n");
        String expected = "error: " + Pattern.quote(file.toString()) + place + ": .*" + message + ".*\n\nhint: .*"
                + hint + ".*\n";
        assertTrue(Pattern.compile(expected, Pattern.DOTALL).matcher(error).matches(), error);
        assertEquals("", out.toString());
    }

    @Test
    void aHostWithoutExactJdkNeedsNoLock() throws IOException {
        spec("name: e\nchannels: [host]\ndependencies: [jdk>=17]\n").write(folder);

        int exit = execute(
                "run",
                "--locked",
                "--suite",
                "no-such-suite",
                "--environments",
                folder.resolve("environments").toString(),
                "e");

        assertEquals(2, exit);
        assertTrue(err.toString().startsWith("error: no suite of this name"), err::toString);
    }

    @Test
    void whereNothingNeedsALockThatIsSaid() throws IOException {
        spec("name: e\nchannels: [host]\ndependencies: [jdk>=17]\n").write(folder);

        assertEquals(
                0,
                execute(
                        "lock",
                        "--check",
                        "--environments",
                        folder.resolve("environments").toString()));
        assertTrue(out.toString().startsWith("– no environment here needs a lock"), out::toString);
    }

    @Test
    void aFolderForResultsThatIsAFileIsFoundBeforeAnythingRuns() throws IOException {
        spec("name: e\nchannels: [host]\ndependencies: [jdk>=17]\n").write(folder);
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String[] command : new String[][] {
            {"run", "e", "--environments", folder.resolve("environments").toString()},
            {"compare", bundle("a", "exp").toString()}
        }) {
            String[] arguments = Arrays.copyOf(command, command.length + 2);
            arguments[command.length] = "--out";
            arguments[command.length + 1] = file.resolve("results").toString();

            err.getBuffer().setLength(0);
            assertEquals(2, execute(arguments));
            assertTrue(
                    err.toString().startsWith("error: " + file.resolve("results") + ": results cannot be written here"),
                    err::toString);
            assertEquals("", out.toString());
        }
    }

    @Test
    void theVerdictIsToldThoughItsFilesCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("out/report.json/in-the-way"));

        int exit = execute(
                "compare",
                "--out",
                folder.resolve("out").toString(),
                bundle("a", "exp").toString(),
                bundle("b", "exp").toString());

        assertEquals(3, exit, "reproducible, and a part of what was asked for is missing");
        assertTrue(out.toString().contains("Reproducible: 1 of 1 case"), out::toString);
        assertTrue(err.toString().contains(": the report could not be written: "), err::toString);
    }

    @Test
    void aCaseThatOneBundleLacksIsMissing() throws IOException {
        int exit = execute(
                "compare",
                bundle("a", "exp", "log").toString(),
                bundle("b", "exp").toString());

        assertEquals(3, exit, out::toString);
        assertTrue(out.toString().contains("INCOMPLETE  log"), out::toString);
    }

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return Main.execute(line, arguments);
    }

    private static Bad spec(String text) {
        return root -> Files.writeString(environment(root, "e"), text);
    }

    private static Path environment(Path root, String name) throws IOException {
        return Files.createDirectories(root.resolve("environments").resolve(name))
                .resolve("environment.yml");
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char level = 'b'; level <= 'i'; level++) {
            String below = "*" + (char) (level - 1);
            text.append(level).append(": &").append(level).append(" [");
            text.append((below + ", ").repeat(5)).append(below).append("]\n");
        }
        return text.toString();
    }

    private static Path large(Path root) throws IOException {
        Path file = environment(root, "e");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        return file;
    }

    private static Path twins(Path root) throws IOException {
        Files.writeString(environment(root, "f"), "name: f\nchannels: [host]\ndependencies: [jdk>=17]\n");
        return Files.writeString(environment(root, "e"), "name: f\nchannels: [host]\ndependencies: [jdk>=17]\n");
    }

    private static Path stale(Path root) throws IOException {
        Path spec = spec(CONTAINER).write(root);
        String digest = "sha256:" + "0".repeat(64);
        ImageLock image = new ImageLock("eclipse-temurin", "21-jdk-noble", digest, digest, null);
        JdkLock jdk = new JdkLock("Eclipse Adoptium", "21.0.12+8", null);
        Path file = LockFile.of(EnvironmentSpecReader.read(spec));
        LockFile.write(
                file,
                EnvironmentLock.of(
                        "e", "v1:" + "0".repeat(64), Map.of("linux-64", new PlatformLock(image, jdk, List.of()))));
        return file;
    }

    private static Path cut(Path root) throws IOException {
        Path whole = bundle(root, "whole", "exp");
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(root.resolve("cut.glb"), Arrays.copyOf(bytes, bytes.length - 40));
    }

    private static Path overlap(Path root) throws IOException {
        byte[] header = ("{\"a/x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b/x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 6).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        return Files.write(root.resolve("overlap.safetensors"), bytes.array());
    }

    private static Path escape(Path root) throws IOException {
        Path file = root.resolve("escape.glb");
        byte[] content = "{}".getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(content);
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            ZipEntry entry = new ZipEntry("../evil");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }

    private Path bundle(String name, String... cases) throws IOException {
        return bundle(folder, name, cases);
    }

    private static Path bundle(Path root, String name, String... cases) throws IOException {
        Path session = root.resolve("session-" + name);
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            for (String each : cases) {
                SessionWriter.CaseWriter one = writer.begin(each, 0);
                one.tensor("grad", ElementType.F32, new long[] {1}, ByteBuffer.allocate(4));
                one.end(CaseStatus.PASSED, null);
            }
            writer.finish();
        }
        Path target = root.resolve(name + ".glb");
        BundleWriter.join(
                List.of(session),
                new Manifest.Identity(name, Map.of(), null, null, null),
                "gradients",
                "0",
                target,
                true);
        return target;
    }
}
