package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.FakeMaven;
import io.github.gradlock.harness.channel.FakeRegistry;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockingTests {
    @TempDir
    Path folder;

    private MachineFixture fixture;

    @BeforeEach
    void machine() throws IOException {
        fixture = new MachineFixture(folder);
    }

    @Test
    void pinsAnImageForEachPlatform() throws IOException {
        try (FakeRegistry registry = new FakeRegistry()) {
            String amd64 = registry.image("eclipse-temurin", "a", "amd64", "JAVA_VERSION=jdk-21.0.12+8");
            String arm64 = registry.image("eclipse-temurin", "b", "arm64", "JAVA_VERSION=jdk-21.0.12+8");
            String index = registry.index("eclipse-temurin", "21-jdk-noble", Map.of("amd64", amd64, "arm64", arm64));
            EnvironmentSpec spec = spec(MachineFixture.TEMURIN.replace("[linux-64]", "[linux-aarch64, linux-64]"));
            EnvironmentLock lock = fixture.locking(registry.aliasOf("temurin")).resolve(spec);
            JdkLock jdk = new JdkLock("Eclipse Adoptium", "21.0.12+8", null);
            assertEquals(
                    Map.of(
                            "linux-64", image(index, amd64, jdk),
                            "linux-aarch64", image(index, arm64, jdk)),
                    lock.platforms());
            assertEquals(lock, fixture.locking(registry.aliasOf("temurin")).resolve(spec));
            assertEquals(Optional.empty(), LockReview.staleness(spec, lock));
        }
    }

    @Test
    void pinsAnImageOfAnyRegistry() throws IOException {
        try (FakeRegistry registry = new FakeRegistry()) {
            String manifest = registry.image("team/jdk", "v1", "amd64");
            EnvironmentSpec spec =
                    spec("name: t21\nchannels: ['oci:" + registry.host() + "/team/jdk']\ndependencies: [image=v1]\n");
            PlatformLock pins =
                    fixture.locking(Map.of()).resolve(spec).platforms().get("linux-64");
            assertEquals(
                    new PlatformLock(
                            new ImageLock(registry.host() + "/team/jdk", "v1", null, manifest, null), null, List.of()),
                    pins);
        }
    }

    @Test
    void pinsCudaWithAJdkOfAnotherImage() throws IOException {
        try (FakeRegistry registry = new FakeRegistry()) {
            String cuda = registry.image(
                    "nvidia/cuda", "12.8.1-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=12.8.1", "PATH=/usr/bin");
            registry.image("nvidia/cuda", "12.8.0-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=12.8.0");
            registry.image("nvidia/cuda", "12.10.0-devel-ubuntu22.04", "amd64", "CUDA_VERSION=12.10.0");
            registry.image("nvidia/cuda", "13.0.0-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=13.0.0");
            String jdk = registry.image("eclipse-temurin", "21-jdk-noble", "amd64", "JAVA_VERSION=jdk-21.0.12+8");
            Map<String, String> aliases = new java.util.HashMap<>(registry.aliasOf("nvidia"));
            aliases.putAll(registry.aliasOf("temurin"));
            String yaml =
                    "name: c\nchannels: [nvidia, temurin]\ndependencies: ['cuda%s', jdk=21]\nplatforms: [linux-64]\n";
            EnvironmentSpec spec = spec(yaml.formatted("=12"));
            EnvironmentLock lock = fixture.locking(aliases).resolve(spec);
            PlatformLock pins = lock.platforms().getOrDefault("linux-64", PlatformLock.NOTHING);
            assertEquals(
                    new PlatformLock(
                            new ImageLock("nvidia/cuda", "12.8.1-runtime-ubuntu22.04", null, cuda, null),
                            new JdkLock(
                                    "Eclipse Adoptium",
                                    "21.0.12+8",
                                    null,
                                    new ImageLock("eclipse-temurin", "21-jdk-noble", null, jdk, null)),
                            "12.8.1",
                            List.of(),
                            null),
                    pins);
            assertEquals(Optional.empty(), LockReview.staleness(spec, lock));
            Path file = folder.resolve("environment.lock.yml");
            LockFile.write(file, lock);
            assertEquals(lock, LockFile.read(file));
            assertEquals(
                    Optional.of("its CUDA 12.8.1 does not satisfy cuda==12.8.0 (linux-64)"),
                    LockReview.unsatisfied(spec(yaml.formatted("==12.8.0")), lock));
            EnvironmentSpec none = spec(yaml.formatted(">=14"));
            GradlockException problem = assertThrows(
                    GradlockException.class, () -> fixture.locking(aliases).resolve(none));
            assertTrue(String.valueOf(problem.getMessage()).contains("satisfies >=14"), problem::toString);
        }
    }

    @Test
    void pinsArtifactsOfMavenBesideAJdk() throws IOException {
        try (FakeMaven maven = new FakeMaven()) {
            maven.jar("org.a:app:1.0", "app").pom("org.a:app:1.0", "");
            String yaml = MachineFixture.HOST
                    .replace("[host]", "[host, maven-central]")
                    .replace("[jdk>=17]", "[jdk>=17, {maven: ['org.a:app:1.0']}]");
            EnvironmentSpec spec = spec(yaml);
            assertTrue(LockUpdate.isNeeded(spec));
            EnvironmentLock lock = fixture.locking(maven.alias()).resolve(spec);
            List<PackageLock> packages = lock.platforms()
                    .getOrDefault("linux-64", PlatformLock.NOTHING)
                    .packages();
            assertEquals(
                    List.of("maven"),
                    packages.stream().map(PackageLock::manager).toList());
            assertEquals("org/a/app/1.0/app-1.0.jar", packages.get(0).file());
            assertEquals(Optional.empty(), LockReview.staleness(spec, lock));
            EnvironmentSpec other = spec(yaml.replace("app:1.0", "app:1.1"));
            assertEquals(Optional.of("it does not pin org.a:app==1.1 (linux-64)"), LockReview.unsatisfied(other, lock));
            Path file = folder.resolve("environment.lock.yml");
            LockFile.write(file, lock);
            assertEquals(lock, LockFile.read(file));
        }
    }

    @Test
    void pinsTheJdkOfTheHost() throws IOException {
        EnvironmentLock lock = fixture.locking(Map.of()).resolve(spec(MachineFixture.HOST));
        JdkLock jdk =
                lock.platforms().getOrDefault("linux-64", PlatformLock.NOTHING).jdk();
        assertEquals(
                new JdkLock(
                        "Debian",
                        "17.0.15+6",
                        fixture.machine().modules().of(fixture.jdk(17).resolve("lib/modules"))),
                jdk);
    }

    @Test
    void namesEveryDependencyThatNobodySupplies() throws IOException {
        EnvironmentSpec spec = spec("name: c\nchannels: [temurin]\ndependencies:\n  - python=3.10\n  - pip: [numpy]\n");
        GradlockException problem = assertThrows(
                GradlockException.class, () -> fixture.locking(Map.of()).resolve(spec));
        assertEquals(spec.file() + ":4:5", problem.location());
        String message = String.valueOf(problem.getMessage());
        assertTrue(message.startsWith("no channel of c supplies these 2 dependencies:\n  "), message);
        assertTrue(message.contains(":4:5: python=3.10: add a channel of conda's"), message);
        assertTrue(message.contains(":5:11: pip: numpy: needs PyPI"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channels: [debian]\\ndependencies: [jdk=17] | c asks for no image | debian=bookworm",
                "channels: [debian, temurin]\\ndependencies: [debian=sid, 'image=1'] | no channel of c supplies | remove the entry",
                "channels: [temurin, debian]\\ndependencies: [debian=sid, jdk=21] | asks for 2 images | order of",
                "channels: [temurin]\\ndependencies: ['jdk>=21'] | leaves several open | jdk=21",
                "channels: [debian]\\ndependencies: ['debian=12.1', jdk=17] | leaves several open | trixie",
                "channels: [host]\\ndependencies: [jdk]\\ngradlock: {each: installed-jdk} | c is a template | one JDK",
                "channels: [host]\\ndependencies: [jdk=8] | no JDK here satisfies jdk=8 of c | doctor",
            })
    void refusesWhatNamesNoOneImage(String text, String message, String hint) throws IOException {
        EnvironmentSpec spec = spec("name: c\n" + text.replace("\\n", "\n") + "\n");
        GradlockException problem = assertThrows(
                GradlockException.class, () -> fixture.locking(Map.of()).resolve(spec));
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem.hint());
    }

    @Test
    void asksForCondasPackagesInMicromambasImage() throws IOException {
        ImageRequest request = ImageRequest.of(
                spec(
                        "channels: [pytorch, nvidia, conda-forge, nodefaults, temurin]\n"
                                + "dependencies: [python=3.10, 'pytorch::pytorch=2.3.0', 'numpy>=1.22,<2', jdk=21, apt: [libgomp1]]\n"));
        assertEquals("mambaorg/micromamba", request.repository());
        assertEquals(List.of("python=3.10", "pytorch::pytorch=2.3.0", "numpy>=1.22,<2"), request.conda());
        assertEquals(List.of("pytorch", "nvidia", "conda-forge"), request.condaChannels());
        assertEquals(List.of("libgomp1"), request.packages());
        assertEquals(
                "eclipse-temurin",
                java.util.Objects.requireNonNull(request.jdk()).repository());
    }

    @Test
    void twoImagesAreOneTooMany() throws IOException {
        EnvironmentSpec spec = spec("channels: [debian, conda-forge]\ndependencies: [debian=bookworm, python=3.10]\n");
        GradlockException problem = assertThrows(GradlockException.class, () -> ImageRequest.of(spec));
        assertTrue(String.valueOf(problem.getMessage()).contains("2 images"), problem.getMessage());
    }

    @Test
    void asksForDebiansPackages() throws IOException {
        ImageRequest request = ImageRequest.of(
                spec("channels: [debian]\ndependencies: [debian=bookworm, jdk=17, apt: [libgomp1=12.2.0-14, x1]]\n"));
        assertEquals(
                new ImageRequest(
                        "debian",
                        "bookworm",
                        "debian",
                        "",
                        List.of("openjdk-17-jre-headless", "libgomp1=12.2.0-14", "x1"),
                        null,
                        List.of(),
                        List.of()),
                request);
        assertEquals("17.0.21.1+2", ContainerPins.withoutRevision("17.0.21.1+2-1~deb12u1"));
        assertEquals("3.87.1", ContainerPins.withoutRevision("2:3.87.1-1+deb12u4"));
        assertEquals(
                "21.0.4_7-jdk-noble",
                ImageRequest.of(spec("channels: [temurin]\ndependencies: [jdk==21.0.4+7]\n"))
                        .tag());
    }

    @Test
    void seesWhatALockNoLongerSatisfies() throws IOException {
        String text =
                "name: d\nchannels: [debian]\ndependencies: [debian=bookworm, jdk=17, apt: [x1=2]]\nplatforms: [linux-64]\n";
        ImageLock image = new ImageLock("debian", "bookworm", null, "sha256:" + "0".repeat(64), null);
        JdkLock jdk = new JdkLock("Debian", "17.0.15+6", null);
        PackageLock jre = one("openjdk-17-jre-headless", "17.0.15+6-1");
        PackageLock x1 = one("x1", "2");
        assertNull(unsatisfied(text, new PlatformLock(image, jdk, List.of(jre, x1))));
        assertEquals(
                "it does not pin x1=2 (linux-64)",
                unsatisfied(text, new PlatformLock(image, jdk, List.of(jre, one("x1", "3")))));
        assertEquals(
                "it does not pin openjdk-17-jre-headless (linux-64)",
                unsatisfied(text, new PlatformLock(image, jdk, List.of(x1))));
        assertEquals(
                "its JDK 21.0.1+1 does not satisfy jdk=17 (linux-64)",
                unsatisfied(text, new PlatformLock(image, new JdkLock("Debian", "21.0.1+1", null), List.of(jre, x1))));
        assertEquals("it pins no JDK (linux-64)", unsatisfied(text, new PlatformLock(image, null, List.of(jre, x1))));
        assertEquals("it pins no image (linux-64)", unsatisfied(text, new PlatformLock(null, jdk, List.of(jre, x1))));
        assertEquals(
                "it pins debian:bookworm, and debian:trixie is asked for (linux-64)",
                unsatisfied(text.replace("bookworm", "trixie"), new PlatformLock(image, jdk, List.of(jre, x1))));
        assertEquals(
                "it has no pins for linux-aarch64",
                unsatisfied(
                        text.replace("[linux-64]", "[linux-64, linux-aarch64]"),
                        new PlatformLock(image, jdk, List.of(jre, x1))));
        assertEquals(
                "it pins linux-64, which is no longer asked for",
                LockReview.unsatisfied(
                                spec(text.replace("[linux-64]", "[linux-aarch64]")),
                                EnvironmentLock.of(
                                        "d",
                                        "",
                                        Map.of(
                                                "linux-64",
                                                new PlatformLock(image, jdk, List.of(jre, x1)),
                                                "linux-aarch64",
                                                new PlatformLock(image, jdk, List.of(jre, x1)))))
                        .orElse(null));
        assertEquals(
                Optional.of("it pins nothing"),
                LockReview.unsatisfied(spec(text), EnvironmentLock.of("d", "", Map.of())));
    }

    private @org.jspecify.annotations.Nullable String unsatisfied(String text, PlatformLock pins) throws IOException {
        return LockReview.unsatisfied(spec(text), EnvironmentLock.of("d", "", Map.of("linux-64", pins)))
                .orElse(null);
    }

    private static PlatformLock image(String index, String manifest, JdkLock jdk) {
        return new PlatformLock(
                new ImageLock("eclipse-temurin", "21-jdk-noble", index, manifest, null), jdk, List.of());
    }

    private static PackageLock one(String name, String version) {
        return new PackageLock("apt", name, version, name + ".deb", 1, "0".repeat(64));
    }

    private EnvironmentSpec spec(String text) throws IOException {
        return EnvironmentSpecReader.read(fixture.write("t21", text));
    }
}
