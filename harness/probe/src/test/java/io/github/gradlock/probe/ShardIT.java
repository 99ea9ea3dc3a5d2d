package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.Shard;
import io.github.gradlock.protocol.ShardJoin;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shards of a suite with cases of every kind, run as processes, are the suite. */
class ShardIT {
    @TempDir
    Path folder;

    private Path suite = Path.of("");

    @BeforeEach
    void makeSuite() throws IOException {
        suite = folder.resolve("sample.jar");
        Path classes = Path.of("target", "test-classes");
        try (OutputStream out = Files.newOutputStream(suite);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.list(classes.resolve("io/github/gradlock/probe/sample"))) {
            for (Path file : files.sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    @Test
    void shardsAreTheWhole() throws Exception {
        try (Bundle whole = Bundles.open(bundle(null))) {
            assertEquals(19, whole.manifest().counts().cases());
            for (int of : new int[] {1, 3, 10}) {
                List<Path> shards = new ArrayList<>();
                for (int number = 1; number <= of; number++) {
                    shards.add(bundle(new Shard(number, of)));
                }
                Manifest joined = ShardJoin.join(shards, folder.resolve("joined.glb"));
                assertEquals(whole.manifest().counts(), joined.counts());
                assertEquals(whole.resultsDigest(), joined.resultsDigest());
            }
        }
    }

    @Test
    void aShardMayBeEmptyAndASelectionMayNot() throws Exception {
        List<String> found = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            Path session = folder.resolve("tagged" + number);
            assertEquals(0, probe(session, "--tag", "smoke", "--shard", number + "/3"));
            found.addAll(cases(session));
        }
        assertEquals(List.of("square.grad"), found);
        assertEquals(5, probe(folder.resolve("s"), "--tag", "nothing-like-it", "--shard", "1/3"));
        assertEquals(5, probe(folder.resolve("t"), "--select", "nothing-like-it", "--shard", "1/3"));
    }

    @Test
    void aShardIsOfWhatPatternsLeave() throws Exception {
        List<String> found = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            Path session = folder.resolve("selected" + number);
            assertEquals(
                    0, probe(session, "--select", "*.numbered*", "--select", "dynamic.*", "--shard", number + "/2"));
            found.addAll(cases(session));
        }
        assertEquals(
                List.of("GradientSample.numbered[1]", "GradientSample.numbered[2]", "dynamic.one", "dynamic.two"),
                found.stream().sorted().toList());
    }

    private Path bundle(@Nullable Shard shard) throws Exception {
        String name = shard == null ? "whole" : "shard" + shard.number() + "-of-" + shard.of();
        Path session = folder.resolve(name);
        assertEquals(0, shard == null ? probe(session) : probe(session, "--shard", shard.toString()));
        Path target = folder.resolve(name + ".glb");
        Manifest.Identity identity = new Manifest.Identity("host", Map.of(), null, null, null);
        Manifest.Part part = shard == null ? null : new Manifest.Part(shard, List.of(), List.of());
        BundleWriter.join(List.of(session), identity, "samples", "hash", part, id -> true, target, false);
        return target;
    }

    private static List<String> cases(Path session) throws IOException {
        try (Bundle bundle = Bundles.open(session);
                Stream<CaseRecord> records = bundle.cases()) {
            return records.map(CaseRecord::id).toList();
        }
    }

    private int probe(Path session, String... options) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath + File.pathSeparator + suite,
                Main.class.getName(),
                "--session",
                session.toString(),
                "--suite",
                "samples",
                "--scan",
                suite.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
