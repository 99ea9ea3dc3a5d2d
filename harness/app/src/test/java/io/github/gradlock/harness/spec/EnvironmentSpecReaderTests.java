package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSpecReaderTests {
    /** The example of the format's description. */
    static final String FULL = """
            name: cuda12-jdk21
            channels: [nvidia, temurin, maven-central]     # where things are looked up, in order
            dependencies:
              - cuda=12.8
              - jdk=21
              - maven:
                  - org.jcuda:jcuda:12.6.0
              - apt:
                  - libgomp1
            variables: {LC_ALL: C.UTF-8}
            platforms: [linux-64, linux-aarch64]
            gradlock:
              runtime: container
              gpu: required
              jvm: ["-XX:+UseParallelGC"]
              limits: {memory: 2g, cpus: 2, pids: 256, timeout: 10m}
              variants:
                kernels: [cuda, vector]
                threads: [1, 2]
            """;

    private static final String CONDA = """
            name: torch
            channels:
              - pytorch
              - conda-forge
              - defaults
            dependencies:
              - python=3.10
              - pytorch=2.3.0
              - conda-forge::numpy >=1.22,<2
              - libblas=*=*mkl
              - "scipy[version='>=1.8']"
              - pip
              - pip:
                  - transformers[torch]==4.40.1
                  - -r requirements.txt
            prefix: /opt/conda/envs/torch
            """;

    @TempDir
    Path folder;

    @Test
    void aFactorInCapitalsIsAVariable() throws IOException {
        EnvironmentSpec spec = read("gradlock: {variants: {OMP_NUM_THREADS: [1, 2], threads: 3}}\n");

        assertEquals(
                List.of("[OMP_NUM_THREADS=1,threads=3]", "[OMP_NUM_THREADS=2,threads=3]"),
                spec.variants().stream().map(Variant::toString).toList());
        assertEquals(Map.of("OMP_NUM_THREADS", "2"), spec.variants().get(1).variables());
        assertEquals(spec.variants().get(0), Variant.checked(Map.of("OMP_NUM_THREADS", "1", "threads", "3"), "x"));
    }

    @Test
    void readsEverythingOfTheFormat() throws IOException {
        EnvironmentSpec spec = read(FULL);
        assertEquals("cuda12-jdk21", spec.name());
        assertEquals(List.of("nvidia", "temurin", "maven-central"), spec.channels());
        assertEquals(
                List.of("conda cuda =12.8", "conda jdk =21", "maven org.jcuda:jcuda ==12.6.0", "apt libgomp1 "),
                spec.dependencies().stream()
                        .map(one -> one.manager() + " " + one.name() + " " + one.constraint())
                        .toList());
        assertTrue(spec.dependencies().get(1).location().endsWith("environment.yml:5:5"));
        assertEquals(Map.of("LC_ALL", "C.UTF-8"), spec.variables());
        assertEquals(List.of("linux-64", "linux-aarch64"), spec.platforms());
        assertEquals(RuntimeKind.CONTAINER, spec.runtime());
        assertEquals(Gpu.REQUIRED, spec.gpu());
        assertEquals(List.of("-XX:+UseParallelGC"), spec.jvm());
        assertEquals(new Limits(2L << 30, 2, 256, Duration.ofMinutes(10)), spec.limits());
        assertEquals(
                List.of(
                        "[kernels=cuda,threads=1]",
                        "[kernels=cuda,threads=2]",
                        "[kernels=vector,threads=1]",
                        "[kernels=vector,threads=2]"),
                spec.variants().stream().map(Variant::toString).toList());
        assertFalse(spec.eachInstalledJdk());
        assertEquals(List.of(), spec.warnings());
    }

    @Test
    void readsAPlainCondaFileWhole() throws IOException {
        EnvironmentSpec spec = read(CONDA);
        assertEquals(List.of("pytorch", "conda-forge", "defaults"), spec.channels());
        assertEquals(
                List.of(
                        "conda python =3.10",
                        "conda pytorch =2.3.0",
                        "conda numpy >=1.22,<2",
                        "conda libblas =*=*mkl",
                        "conda scipy >=1.8",
                        "conda pip ",
                        "pip transformers[torch] ==4.40.1",
                        "pip -r requirements.txt "),
                spec.dependencies().stream()
                        .map(one -> one.manager() + " " + one.name() + " " + one.constraint())
                        .toList());
        assertEquals(RuntimeKind.CONTAINER, spec.runtime());
        assertEquals(List.of(Variant.NONE), spec.variants());
        assertEquals(1, spec.warnings().size());
        assertTrue(spec.warnings().get(0).contains("environment.yml:16:9: \"prefix\" is ignored"));
    }

    @Test
    void readsWhatCondaTakesAndSaysHow() throws IOException {
        EnvironmentSpec spec = read("""
                name: c
                channels: [conda-forge]
                channel_priority: strict
                dependencies:
                  - numpy>=1.20
                  - numpy<2
                  - blas=[build=openblas]
                  - "scipy[version='>=1.5,<2', build=py39*]"
                  - x264=1!152.20180717=h470a237_1
                  - sel(linux): gcc=12
                  - sel(win): m2w64-toolchain
                  - pip:
                      - git+https://github.com/a/b
                      - git+https://github.com/c/d
                      - torch
                      - torch>=2
                """);
        assertEquals(
                List.of(
                        "numpy>=1.20,<2",
                        "blas",
                        "scipy>=1.5,<2",
                        "x264=1!152.20180717=h470a237_1",
                        "gcc=12",
                        "git+https://github.com/a/b",
                        "git+https://github.com/c/d",
                        "torch>=2"),
                spec.dependencies().stream()
                        .map(one -> one.name() + one.constraint())
                        .toList());
        assertEquals(7, spec.warnings().size(), spec.warnings()::toString);
    }

    @Test
    void writesMatchSpecsAsCondaReadsThem() throws IOException {
        EnvironmentSpec spec = read("""
                name: c
                channels: [conda-forge]
                dependencies:
                  - pytorch::torchvision
                  - pytorch 2.3.0 *cuda118*
                  - numpy 1.26
                  - scipy >=1.9 py310*
                  - python=3.10
                  - mkl=2024.0=intel_1
                """);
        assertEquals(
                List.of(
                        "pytorch::torchvision",
                        "pytorch 2.3.0 *cuda118*",
                        "numpy 1.26",
                        "scipy>=1.9 py310*",
                        "python=3.10",
                        "mkl=2024.0=intel_1"),
                spec.dependencies().stream().map(Dependency::matchSpec).toList());
    }

    @Test
    void warnsOfAPasswordAndShowsNone() throws IOException {
        EnvironmentSpec spec = read("channels: ['https://me:secret@host/ch']\ndependencies: [numpy]\n");
        assertEquals(1, spec.warnings().size());
        assertTrue(spec.warnings().get(0).contains("the channel https://***@host/ch holds a password"));
        EnvironmentSpec prefixed =
                read("channels: [conda-forge]\ndependencies: ['https://host/t/secret/ch::numpy', scipy]\n");
        assertEquals(1, prefixed.warnings().size());
        assertTrue(prefixed.warnings().get(0).contains("the channel https://host/t/***/ch holds a password"));
        GradlockException twice = assertThrows(
                GradlockException.class,
                () -> read("channels: ['https://me:secret@host/ch', 'https://me:secret@host/ch']\n"));
        assertFalse(String.valueOf(twice.getMessage()).contains("secret"), twice::toString);
    }

    @Test
    void takesTheFoldersNameAndDefaultsWhereNothingIsSaid() throws IOException {
        EnvironmentSpec spec = read("channels: [host]\ndependencies: [jdk]\n");
        assertEquals(folder.getFileName().toString(), spec.name());
        assertEquals(RuntimeKind.HOST, spec.runtime());
        assertEquals(Gpu.NONE, spec.gpu());
        assertEquals(LimitsReader.DEFAULT, spec.limits());
    }

    @Test
    void joinsTheRowsOfVariants() throws IOException {
        EnvironmentSpec spec = read("""
                name: x
                channels: [host]
                gradlock:
                  variants:
                    - {}
                    - {jit: [int, c1]}
                    - {jit: c2, avx: [0, 3]}
                """);
        assertEquals(
                List.of("", "[jit=int]", "[jit=c1]", "[avx=0,jit=c2]", "[avx=3,jit=c2]"),
                spec.variants().stream().map(Variant::toString).toList());
    }

    @Test
    void furtherOptionsComeLastAndTheirCollectorAlone() throws IOException {
        EnvironmentSpec spec = read(FULL);
        assertEquals(
                List.of("-XX:+UseParallelGC", "-Xmx1g"),
                spec.withJvm(List.of("-Xmx1g")).jvm());
        assertEquals(
                List.of("-XX:+UseSerialGC"),
                spec.withJvm(List.of("-XX:+UseSerialGC")).jvm());
    }

    @Test
    void hashesWhatIsMeantAndNotHowItIsWritten() throws IOException {
        String hash = read(FULL).hash();
        assertTrue(hash.matches("v1:[0-9a-f]{64}"), hash);
        String rewritten = """
                # another layout
                gradlock:
                    variants: {threads: [2, 1], kernels: ["vector", 'cuda']}
                    limits: {timeout: 600s, pids: 256, cpus: 2.0, memory: 2048m}
                    jvm: [-XX:+UseParallelGC]
                    gpu: required
                platforms: [linux-aarch64, linux-64]
                variables:
                  "LC_ALL": "C.UTF-8"
                dependencies:
                - apt: [libgomp1]
                  maven: ["org.jcuda:jcuda:12.6.0"]
                - jdk = 21
                - "cuda =12.8"
                channels: [nvidia, temurin, maven-central]
                name: cuda12-jdk21
                prefix: /ignored
                """;
        assertEquals(hash, read(rewritten).hash());
        for (String[] change : new String[][] {
            {"12.8", "12.9"},
            {"jdk=21", "jdk==21"},
            {"[nvidia, temurin", "[temurin, nvidia"},
            {"libgomp1", "libgomp2"},
            {"C.UTF-8", "C"},
            {"required", "optional"},
            {"256", "255"},
            {"threads: [1, 2]", "threads: [1, 3]"},
            {"Parallel", "Serial"},
            {"linux-aarch64", "osx-64"},
            {"cuda12-jdk21", "cuda12"},
        }) {
            assertNotEquals(hash, read(FULL.replace(change[0], change[1])).hash(), change[0]);
        }
    }

    /** A hash that moves makes every lock stale, so one is written down here. */
    @Test
    void theHashIsForever() throws IOException {
        assertEquals(
                "v1:95799acf29d7535a5c9315bb4ff6595d8abf5815c1cb4cb14e7cd7b5a341aa04",
                read("name: x\nchannels: [host]\ndependencies: [jdk>=17]\n").hash());
    }

    private EnvironmentSpec read(String text) throws IOException {
        return EnvironmentSpecReader.read(Files.writeString(folder.resolve("environment.yml"), text));
    }
}
