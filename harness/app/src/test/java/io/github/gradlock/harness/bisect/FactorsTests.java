package io.github.gradlock.harness.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactorsTests {
    private static final PackageLock BLAS3 = apt("libblas3", "3.11");
    private static final PackageLock BLAS4 = apt("libblas3", "3.12");
    private static final PackageLock GMP = apt("libgmp10", "6.2");
    private static final PackageLock JRE17 = apt("openjdk-17-jre-headless", "17.0.15");
    private static final PackageLock JRE21 = apt("openjdk-21-jre-headless", "21.0.7");

    private final Setup a = new Setup();
    private final Setup b = new Setup();

    @Test
    void listsEverythingThatReachesTheProcess() {
        a.variant = Map.of("jit", "c1", "threads", "2");
        b.variant = Map.of("jit", "c2", "threads", "2", "libm", "java");
        b.jvm = List.of("-XX:+UseSerialGC", "-Dx=1");
        a.variables = Map.of("LC_ALL", "C.UTF-8", "OMP_NUM_THREADS", "1");
        b.variables = Map.of("LANG", "de_DE.UTF-8");
        b.pins = host("21.0.7+6");
        b.memory = 1L << 30;
        b.timeout = Duration.ofHours(1);

        assertEquals(
                List.of(
                        "jdk Debian 17.0.15+6→Debian 21.0.7+6",
                        "jit c1→c2",
                        "libm –→java",
                        "jvm -Dx –→-Dx=1",
                        "jvm garbage collector –→-XX:+UseSerialGC",
                        "variable OMP_NUM_THREADS 1→–",
                        "locale LANG –→de_DE.UTF-8",
                        "memory 512m→1024m"),
                pair().factors().stream().map(Factor::toString).toList());
    }

    @Test
    void withoutFactorsItIsTheFirstAndWithAllTheSecond() {
        b.variant = Map.of("avx", "0");
        b.jvm = List.of("-Dx=1");
        EnvironmentPair pair = pair();

        assertSame(pair.a(), pair.hybrid(List.of()));
        assertSame(pair.b(), pair.hybrid(pair.factors()));
        assertEquals(List.of(), EnvironmentPair.of(pair.a(), pair.a()).factors());
    }

    @Test
    void aHybridHasOfTheSecondExactlyWhatWasTaken() {
        a.variant = Map.of("jit", "c1", "threads", "2");
        b.variant = Map.of("jit", "c2", "avx", "0");
        a.variables = Map.of("OMP_NUM_THREADS", "1");
        b.variables = Map.of("LC_ALL", "de_DE.UTF-8");
        b.pins = host("21.0.7+6");
        b.javaHome = Path.of("jdk-21");
        b.memory = 1L << 30;
        b.timeout = Duration.ofHours(1);

        ResolvedEnvironment hybrid = hybrid("threads", "avx", "variable OMP_NUM_THREADS", "jdk");

        assertEquals(Map.of("jit", "c1", "avx", "0"), hybrid.variant().factors());
        assertEquals(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"), hybrid.spec().variables());
        assertEquals(Path.of("jdk-21"), hybrid.javaHome());
        assertEquals(host("21.0.7+6"), hybrid.pins());
        assertEquals(512L << 20, hybrid.spec().limits().memoryBytes());
        assertEquals(Duration.ofHours(1), hybrid.spec().limits().timeout(), "the longer one, always");
        assertEquals("a+jdk+variable_OMP_NUM_THREADS[avx=0,jit=c1]", hybrid.displayName());
        assertEquals(
                Map.of("LC_ALL", "de_DE.UTF-8", "OMP_NUM_THREADS", "1", "TZ", "UTC"),
                hybrid("locale LC_ALL").spec().variables());
    }

    @Test
    void theEngineIsAFactorOfContainers() {
        a.kind = RuntimeKind.CONTAINER;
        b.kind = RuntimeKind.CONTAINER;
        b.engine = new EngineAddress("tcp://box:2376", null, null, "environment.yml:5:9");
        assertTrue(pair().factors().stream()
                .map(Factor::toString)
                .toList()
                .contains("engine this machine's→tcp://box:2376"));
        b.memory = 1L << 30;
        assertEquals(b.engine, hybrid("engine").spec().engine());
        assertEquals(null, hybrid("memory").spec().engine());
    }

    @Test
    void optionsThatSetTheSameAreOneFactor() {
        a.jvm = List.of("-XX:+UseSerialGC", "-XX:UseSSE=2", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Xmx1g");
        b.jvm = List.of(
                "-XX:+UnlockDiagnosticVMOptions", "-XX:+UseParallelGC", "-XX:UseSSE=3", "-XX:-UseFMA", "-Xmx2g");

        assertEquals(
                List.of(
                        "jvm --add-opens java.base/java.lang=ALL-UNNAMED",
                        "jvm -XX:UseFMA",
                        "jvm -XX:UseSSE",
                        "jvm -Xmx",
                        "jvm garbage collector"),
                pair().factors().stream().map(Factor::name).toList());
        assertEquals(
                List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+UseParallelGC",
                        "-XX:UseSSE=2",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-Xmx1g",
                        "-XX:-UseFMA"),
                hybrid("jvm garbage collector", "jvm -XX:UseFMA").spec().jvm());
        assertEquals(a.jvm, hybrid().spec().jvm());
        assertEquals("jvm -XX:+UseSerialGC", factor("jvm garbage collector").valued(false));
        assertEquals("no jvm -XX:UseFMA", factor("jvm -XX:UseFMA").valued(false));
    }

    @Test
    void anotherOrderOfOptionsIsAFactorToo() {
        a.jvm = List.of("-Dx=1", "-Dy=1");
        b.jvm = List.of("-Dy=1", "-Dx=1");

        assertEquals(List.of("jvm"), pair().factors().stream().map(Factor::name).toList());
    }

    @Test
    void hostAndContainerCannotBeMixed() {
        b.kind = RuntimeKind.CONTAINER;
        b.javaHome = null;
        b.pins = image("debian", "sha256:0123456789abcdef", "21.0.7+6", BLAS3, JRE21);
        b.cpus = 1;
        b.variant = Map.of("jit", "c2");

        assertEquals(
                List.of(
                        "runtime host with Debian 17.0.15+6→debian@sha256:0123456789ab with Debian 21.0.7+6 and 2 packages",
                        "jit –→c2"),
                pair().factors().stream().map(Factor::toString).toList());
        ResolvedEnvironment inContainer = hybrid("runtime");
        assertEquals(RuntimeKind.CONTAINER, inContainer.spec().runtime());
        assertEquals(b.pins, inContainer.pins());
        assertEquals(1, inContainer.spec().limits().cpus());
        assertEquals(null, inContainer.javaHome());
        assertEquals(Map.of(), inContainer.variant().factors());
        ResolvedEnvironment onHost = hybrid("jit");
        assertEquals(RuntimeKind.HOST, onHost.spec().runtime());
        assertEquals(Path.of("jdk"), onHost.javaHome());
    }

    @Test
    void anImageOfAnotherBaseCarriesItsJdkAndPackages() {
        containers();
        a.pins = image("debian", "sha256:01", "17.0.15+6", BLAS3, JRE17);
        b.pins = image("debian", "sha256:02", "21.0.7+6", BLAS4, JRE21);
        b.cpus = 1;

        assertEquals(
                List.of("image", "cpus"),
                pair().factors().stream().map(Factor::name).toList());
        assertEquals(b.pins, hybrid("image").pins());
        assertEquals(2, hybrid("image").spec().limits().cpus());
        assertEquals(a.pins, hybrid("cpus").pins());
    }

    @Test
    void packagesOfOneBaseAreFactorsEach() {
        containers();
        a.pins = image("debian", "sha256:01", "17.0.15+6", BLAS3, JRE17);
        b.pins = image("debian", "sha256:01", "21.0.7+6", BLAS4, GMP, JRE21);

        assertEquals(
                List.of("jdk Debian 17.0.15+6→Debian 21.0.7+6", "apt libblas3 3.11→3.12", "apt libgmp10 –→6.2"),
                pair().factors().stream().map(Factor::toString).toList());
        assertEquals(
                image("debian", "sha256:01", "17.0.15+6", BLAS4, JRE17),
                hybrid("apt libblas3").pins());
        assertEquals(
                image("debian", "sha256:01", "21.0.7+6", BLAS3, GMP, JRE21),
                hybrid("jdk", "apt libgmp10").pins());
        assertNotEquals(
                hybrid("jdk").lock().hash(), hybrid("apt libgmp10").lock().hash());
    }

    @Test
    void aPackageOfTheSameVersionCanBeAnotherFile() {
        containers();
        PackageLock rebuilt = new PackageLock("apt", "libblas3", "3.11", "pool/libblas3.deb", 1, "abcdef0123456789");
        a.pins = image("debian", "sha256:01", "17.0.15+6", BLAS3, JRE17);
        b.pins = image("debian", "sha256:01", "17.0.15+6", rebuilt, JRE17);
        a.variant = Map.of("jit", "c1");

        assertEquals(
                List.of("apt libblas3 3.11 of sha256:00→3.11 of sha256:abcdef012345", "jit c1→–"),
                pair().factors().stream().map(Factor::toString).sorted().toList());
        assertEquals(b.pins, hybrid("apt libblas3").pins());
    }

    @Test
    void everyMixtureOfAllKindsHasItsOwnName() {
        for (int i = 0; i < 12; i++) {
            b.jvm = new ArrayList<>(b.jvm);
            b.jvm.add("-Da.rather.long.name.of.a.property." + i + "=1");
        }
        EnvironmentPair pair = pair();

        assertTrue(pair.hybrid(pair.factors().subList(0, 9)).displayName().length() < 100);
    }

    private void containers() {
        a.kind = RuntimeKind.CONTAINER;
        b.kind = RuntimeKind.CONTAINER;
        a.javaHome = null;
        b.javaHome = null;
    }

    private EnvironmentPair pair() {
        return EnvironmentPair.of(a.environment("a"), b.environment("b"));
    }

    private Factor factor(String name) {
        return pair().factors().stream()
                .filter(factor -> factor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ResolvedEnvironment hybrid(String... names) {
        EnvironmentPair pair = pair();
        Map<String, Factor> byName = pair.factors().stream().collect(Collectors.toMap(Factor::name, factor -> factor));
        List<Factor> taken = Arrays.stream(names)
                .map(name -> {
                    assertTrue(byName.containsKey(name), () -> name + " is not in " + byName.keySet());
                    return byName.get(name);
                })
                .toList();
        return pair.hybrid(taken);
    }

    private static PackageLock apt(String name, String version) {
        return new PackageLock("apt", name, version, "pool/" + name + ".deb", 1, "00");
    }

    private static PlatformLock host(String version) {
        return new PlatformLock(null, new JdkLock("Debian", version, "00"), List.of());
    }

    private static PlatformLock image(String repository, String digest, String version, PackageLock... packages) {
        return new PlatformLock(
                new ImageLock(repository, "tag", null, digest, null),
                new JdkLock("Debian", version, null),
                List.of(packages));
    }

    /** What an environment is made of, to be changed by a test. */
    private static final class Setup {
        RuntimeKind kind = RuntimeKind.HOST;
        Map<String, String> variant = Map.of();
        Map<String, String> variables = Map.of();
        List<String> jvm = List.of();
        PlatformLock pins = host("17.0.15+6");

        @Nullable
        EngineAddress engine;

        @Nullable
        Path javaHome = Path.of("jdk");

        long memory = 512L << 20;
        double cpus = 2;
        Duration timeout = Duration.ofMinutes(1);

        ResolvedEnvironment environment(String name) {
            Variant chosen = new Variant(variant);
            EnvironmentSpec spec = new EnvironmentSpec(
                    Path.of(name, "environment.yml"),
                    name,
                    List.of(),
                    List.of(),
                    variables,
                    List.of("linux-64"),
                    kind,
                    engine,
                    Gpu.NONE,
                    jvm,
                    new Limits(memory, cpus, 128, timeout),
                    List.of(chosen),
                    false,
                    "v1:0",
                    List.of());
            EnvironmentLock lock = EnvironmentLock.of(name, "v1:0", Map.of("linux-64", pins));
            return new ResolvedEnvironment(spec, chosen, lock, pins, javaHome, null);
        }
    }
}
