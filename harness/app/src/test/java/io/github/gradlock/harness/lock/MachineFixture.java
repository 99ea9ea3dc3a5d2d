package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.channel.FakeJdk;
import io.github.gradlock.harness.channel.JdkDiscovery;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.ModulesDigest;
import io.github.gradlock.harness.channel.NvidiaDriver;
import io.github.gradlock.harness.channel.Processor;
import io.github.gradlock.harness.channel.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine with JDK 17 running, 21 and 25 beside it, a CPU with AVX2, no GPU; and a folder of environments. */
public final class MachineFixture {
    static final String HOST =
            "name: host\nchannels: [host]\ndependencies: [jdk>=17]\ngradlock: {variants: {jit: [c1, c2], threads: [1, 2]}}\n";
    static final String TEMPLATE =
            "name: host-jdk\nchannels: [host]\ndependencies: [jdk>=17]\ngradlock: {each: installed-jdk}\n";
    static final String TEMURIN = "name: t21\nchannels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-64]\n";

    private final Path folder;

    /** Makes the JDKs below a folder. */
    public MachineFixture(Path folder) throws IOException {
        this.folder = folder;
        FakeJdk.make(jdk(17), "Debian", "17.0.15+6-Debian-1");
        FakeJdk.make(jdk(21), "Eclipse Adoptium", "21.0.12+8-LTS");
        FakeJdk.make(jdk(25), "Eclipse Adoptium", "25.0.4+7-LTS");
        Files.createDirectories(environments());
    }

    /** Returns the home of a JDK. */
    public Path jdk(int feature) {
        return folder.resolve("jvm").resolve("jdk-" + feature);
    }

    /** Returns the folder of the environments. */
    public Path environments() {
        return folder.resolve("environments");
    }

    /** Returns the machine as it is now. */
    public Machine machine() {
        return machine(Optional.empty());
    }

    Machine machine(Optional<NvidiaDriver> driver) {
        return new Machine(
                "linux-64",
                "linux-64",
                JdkDiscovery.of(jdk(17), List.of(folder.resolve("jvm"))).find(),
                new ModulesDigest(folder.resolve("cache")),
                new Processor("a CPU", Set.of("avx", "avx2"), true),
                driver);
    }

    /** Returns what locks on this machine; it has no Docker engine. */
    public Locking locking(Map<String, String> environment) {
        return locking(machine(), environment);
    }

    /** Returns what locks on a machine. */
    public Locking locking(Machine machine) {
        return locking(machine, Map.of());
    }

    private Locking locking(Machine machine, Map<String, String> environment) {
        return new Locking(
                machine,
                new RegistryClient(),
                new MavenChannel(environment, false, folder.resolve("m2")),
                address -> {
                    throw new AssertionError("no engine is needed here");
                },
                Map.of(),
                environment);
    }

    /** Writes an environment; returns its file. */
    public Path write(String name, String text) throws IOException {
        Path file = environments().resolve(name).resolve("environment.yml");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Writes the matrix. */
    public void matrix(String text) throws IOException {
        Files.writeString(environments().resolve("matrix.yml"), text);
    }

    Resolution resolution(LockMode mode) {
        return new Resolution(new Environments(environments()), machine(), mode);
    }
}
