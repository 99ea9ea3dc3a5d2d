package io.github.gradlock.harness.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTests {
    private static final JdkRelease PLAIN = new JdkRelease("17.0.15+6", List.of("java.base"));
    private static final JdkRelease WITH_VECTOR =
            new JdkRelease("17.0.15+6", List.of("java.base", "jdk.incubator.vector"));

    @ParameterizedTest
    @CsvSource({
        "jit, int, -Xint",
        "jit, c1, -XX:TieredStopAtLevel=1",
        "jit, c2, -XX:-TieredCompilation",
        "jit, mixed, ''",
        "avx, 3, -XX:UseAVX=3",
        "width, 256, -Dgradlock.vector.bits=256",
        "kernels, vector, -Dgradlock.kernels=vector",
        "libm, java, -XX:+UnlockDiagnosticVMOptions -XX:-UseLibmIntrinsic",
        "libm, intrinsic, ''",
        "threads, 7, -Dgradlock.threads=7 -Djava.util.concurrent.ForkJoinPool.common.parallelism=7"
                + " -XX:ActiveProcessorCount=7",
    })
    void eachFactorHasItsFlags(String factor, String value, String flags) {
        assertEquals(flags, String.join(" ", JvmOptions.ofFactor(factor, value)));
    }

    @ParameterizedTest
    @CsvSource({"jit, c3", "avx, 4", "avx, wide", "width, 64", "threads, 0", "libm, c", "colour, red"})
    void refusesWhatHasNoMeaning(String factor, String value) {
        GradlockException problem = assertThrows(GradlockException.class, () -> JvmOptions.ofFactor(factor, value));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains(factor), problem::getMessage);
    }

    @Test
    void everySuiteGetsTheSameLocaleZoneAndHeap() {
        List<String> options = options(Map.of("jit", "c2"), PLAIN);

        assertTrue(
                options.containsAll(List.of(
                        "-ea", "-Duser.timezone=UTC", "-Duser.language=en", "-Dfile.encoding=UTF-8", "-Xmx358m")),
                options::toString);
        assertTrue(options.contains("-XX:-TieredCompilation"), options::toString);
        assertTrue(options.contains("-Djava.io.tmpdir=/somewhere"), options::toString);
    }

    @Test
    void aWidthAsksForTheVectorsThatItNeedsUnlessTheVariantSaysOtherwise() {
        assertTrue(options(Map.of("width", "512"), PLAIN).contains("-XX:UseAVX=3"));
        List<String> both = options(Map.of("width", "512", "avx", "1"), PLAIN);
        assertTrue(both.contains("-XX:UseAVX=1") && !both.contains("-XX:UseAVX=3"), both::toString);
        assertFalse(options(Map.of("width", "256"), PLAIN).contains("-XX:UseAVX=3"));
    }

    @Test
    void addsTheVectorModuleWhereTheJdkHasIt() {
        assertFalse(options(Map.of(), PLAIN).contains("--add-modules=jdk.incubator.vector"));
        assertTrue(options(Map.of(), WITH_VECTOR).contains("--add-modules=jdk.incubator.vector"));
    }

    private static List<String> options(Map<String, String> factors, JdkRelease release) {
        ResolvedEnvironment environment = TinySuite.host(Duration.ofMinutes(1), factors);
        return JvmOptions.of(environment.spec(), environment.variant(), release, "/somewhere");
    }
}
