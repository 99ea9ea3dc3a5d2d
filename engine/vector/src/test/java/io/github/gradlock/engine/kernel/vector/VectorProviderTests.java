package io.github.gradlock.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradlock.engine.kernel.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When vectors are chosen, and what is said where they cannot be. */
class VectorProviderTests {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void vectorsArePreferredWhereTheyAreUsable() {
        assertNull(new VectorProvider().unusableReason());
        assertEquals("vector", Providers.active().provider());
    }

    @Test
    void aJvmThatCannotUseThemSaysWhy() throws Exception {
        assertChosen("scalar vector not used: the JVM was started without --add-modules jdk.incubator.vector");
        assertChosen(
                "scalar vector not used: the JVM runs without its second compiler (interpreted mode", MODULE, "-Xint");
        assertChosen(
                "scalar vector not used: the JVM runs without its second compiler (",
                MODULE,
                "-XX:TieredStopAtLevel=1");
        assumeTrue(
                Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", "")) && Lanes.widest() >= 256,
                "the rest is of x86-64 CPUs with AVX2");
        assertChosen("scalar vector not used: fused multiply-adds are slow here", MODULE, "-XX:UseAVX=0");
        assertChosen(
                "scalar vector not used: gradlock.vector.bits must be 128, 256 or 512, got '100'",
                MODULE,
                "-Dgradlock.vector.bits=100");
        assertChosen(
                "scalar vector not used: gradlock.vector.least must be a number from 0 on, got 'few'",
                MODULE,
                "-Dgradlock.vector.least=few");
        assertChosen("vector most preferred", MODULE, "-Dgradlock.vector.bits=256");
    }

    @Test
    void forcedButUnusableVectorsAreRefused() throws Exception {
        String said = chosen("-Dgradlock.kernels=vector");
        assertTrue(
                said.contains("kernels 'vector' cannot be used here: the JVM was started without --add-modules"), said);
    }

    private static void assertChosen(String expected, String... options) throws Exception {
        String said = chosen(options);
        assertTrue(said.contains(expected), () -> Arrays.toString(options) + ": " + said);
    }

    /** Returns what a JVM with these options chooses. */
    private static String chosen(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choice.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return said;
    }

    /** A program that says which kernels it has. */
    static final class Choice {
        public static void main(String[] arguments) {
            Providers.Choice choice = Providers.active();
            System.out.println(choice.provider() + " " + choice.reason());
        }
    }
}
