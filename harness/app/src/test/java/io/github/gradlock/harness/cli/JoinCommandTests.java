package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.protocol.Shard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinCommandTests {
    private static final List<String> CASES = List.of("add", "exp", "log", "mul", "sin", "tan");

    private final Path folder;
    private final CommandFixture commands;

    JoinCommandTests(@TempDir Path folder) {
        this.folder = folder;
        this.commands = new CommandFixture(folder);
    }

    @Test
    void joinedShardsAreTheWhole() throws Exception {
        String one = bundle("host", "1/2");
        String two = bundle("host", "2/2");
        String joined = folder.resolve("joined.glb").toString();
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(new JoinCommand(), "-o", joined, two, one));
        assertTrue(commands.out().startsWith("joined  host  2 shards  6 cases  "), commands.out());
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(new CompareCommand(), joined, bundle("guest", null)));
        assertFalse(commands.out().contains("warning"), commands.out());
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(new JoinCommand(), "-o", joined, "--json", one, two));
        assertTrue(commands.out().contains("\"shards\" : 2"), commands.out());
    }

    @Test
    void shardsAreComparedWithEachOtherAndSayThatTheyAreParts() throws Exception {
        ExitStatus status = commands.run(new CompareCommand(), bundle("host", "1/2"), bundle("guest", "1/2"));
        assertEquals(ExitStatus.REPRODUCIBLE, status);
        assertTrue(commands.out().contains("warning: only shard 1/2 was compared"), commands.out());
    }

    @Test
    void aShardBesideAWholeSaysWhatIsMissing() throws Exception {
        ExitStatus status = commands.run(new CompareCommand(), bundle("host", "1/2"), bundle("guest", null));
        assertEquals(ExitStatus.INCOMPLETE, status);
        assertTrue(
                commands.out().contains("warning: the shard is not the same: 1/2 in host; all in guest"),
                commands.out());
        Shard shard = new Shard(1, 2);
        for (String id : CASES) {
            boolean missing = commands.out().contains("INCOMPLETE  " + id)
                    || commands.out().contains(" " + id + ",")
                    || commands.out().contains(" " + id + "\n");
            assertEquals(!shard.contains(id), missing, () -> id + " in\n" + commands.out());
        }
    }

    @Test
    void sessionsOfAnEnvironmentBecomeItsBundle() throws Exception {
        Path environment = Files.createDirectories(folder.resolve("environments/mine"));
        Files.writeString(
                environment.resolve("environment.yml"),
                "name: mine\nchannels: [host]\ndependencies: [jdk>=17]\ngradlock: {runtime: host}\n");
        Path program = folder.resolve("program.sh");
        Files.writeString(program, "#!/bin/sh\n");
        bundle("one", null);
        String session = folder.resolve("one-session").toString();
        String joined = folder.resolve("mine.glb").toString();
        String[] arguments = {
            "--environments",
            folder.resolve("environments").toString(),
            "--out",
            folder.resolve("out").toString(),
            "--suite",
            program.toString(),
            "-o",
            joined,
            "--sessions-of",
            "mine[threads=2]"
        };
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(new JoinCommand(), with(arguments, session)));
        assertTrue(commands.out().startsWith("joined  mine[threads=2]  1 session  6 cases  "), commands.out());
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(new CompareCommand(), joined, bundle("guest", null)));
        assertTrue(String.valueOf(commands.failure(new JoinCommand(), with(arguments, joined))
                        .getMessage())
                .contains("is itself to be joined"));
        assertTrue(String.valueOf(commands.failure(new JoinCommand(), with(arguments, folder.toString()))
                        .getMessage())
                .contains("is no session"));
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    @Test
    void saysWhatCannotBeJoined() throws Exception {
        String one = bundle("host", "1/2");
        assertFailure("one is missing: 2/2", one);
        assertFailure("is shard 1/2, as ", one, bundle("copy/host", "1/2"));
        assertFailure("is of the environment guest, and ", one, bundle("guest", "2/2"));
        assertFailure("is no shard", bundle("whole", null), one);
        assertTrue(Objects.requireNonNull(commands.failure(new JoinCommand(), "-o", "x.glb", "--suite", "mine", one)
                        .getMessage())
                .startsWith("--suite says what sessions are of"));
        String there = Files.writeString(folder.resolve("there.glb"), "text").toString();
        assertTrue(Objects.requireNonNull(
                        commands.failure(new JoinCommand(), "-o", there, one).getMessage())
                .contains("is a file"));
        assertTrue(Objects.requireNonNull(
                        commands.failure(new JoinCommand(), "-o", one, one).getMessage())
                .contains("is itself to be joined"));
        assertTrue(Objects.requireNonNull(commands.failure(new JoinCommand(), "-o", "x.glb", "nowhere.glb")
                        .getMessage())
                .contains("there is no such bundle"));
    }

    private void assertFailure(String message, String... bundles) {
        String[] arguments = new String[bundles.length + 2];
        arguments[0] = "-o";
        arguments[1] = folder.resolve("joined.glb").toString();
        System.arraycopy(bundles, 0, arguments, 2, bundles.length);
        BundleException refused = assertThrows(BundleException.class, () -> commands.run(new JoinCommand(), arguments));
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains(message), refused.getMessage());
    }

    private String bundle(String path, @Nullable String shard) throws IOException {
        String name = path.replaceFirst(".*/", "");
        Shard parsed = shard == null ? null : Shard.parse(shard);
        Path at = folder.resolve(path + (parsed == null ? "" : "-" + parsed.number()));
        Path session = at.resolveSibling(at.getFileName() + "-session");
        try (SessionWriter writer = SessionWriter.create(session, 2)) {
            for (int iteration = 0; iteration < 2; iteration++) {
                for (String id : CASES) {
                    if (parsed == null || parsed.contains(id)) {
                        SessionWriter.CaseWriter writing = writer.begin(id, iteration);
                        writing.tensor("g", ElementType.I64, new long[] {1}, ByteBuffer.allocate(8));
                        writing.end(CaseStatus.PASSED, null);
                    }
                }
            }
            writer.finish();
        }
        Path target = at.resolveSibling(at.getFileName() + ".glb");
        Manifest.Part part = parsed == null ? null : new Manifest.Part(parsed, List.of(), List.of());
        BundleWriter.join(
                List.of(session),
                new Manifest.Identity(name, Map.of(), "spec", "lock", null),
                "gradients",
                "5u1te",
                part,
                id -> true,
                target,
                false);
        return target.toString();
    }
}
