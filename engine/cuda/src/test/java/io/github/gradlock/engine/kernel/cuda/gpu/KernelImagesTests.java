package io.github.gradlock.engine.kernel.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class KernelImagesTests {
    @TempDir
    Path folder = Path.of("");

    private final RecordingCompiler compiler = new RecordingCompiler();

    @Test
    void withoutACompilerTheDriverCompilesThePtxOfTheJar() {
        Image image = images(null, 90).apply("unary");
        assertNull(image.binary());
        assertEquals(Sources.ptx("unary"), image.ptx());
        assertEquals("the driver, from PTX of NVRTC 12.4 for sm_75", image.compiler());
    }

    @Test
    void whatWasCompiledIsKeptByAllThatItComesOf() {
        Image first = images(compiler, 90).apply("unary");
        assertEquals("NVRTC 12.4, sm_90", first.compiler());
        assertEquals(first, images(compiler, 90).apply("unary"));
        assertEquals(1, compiler.options.size(), "the second one was kept");
        assertTrue(compiler.options.get(0).contains("--gpu-architecture=sm_90"));
        assertTrue(compiler.options.get(0).contains("--fmad=false"));

        images(compiler, 80).apply("unary");
        images(compiler, 90).apply("binary");
        compiler.version = "NVRTC 12.6";
        images(compiler, 90).apply("unary");
        assertEquals(4, compiler.options.size(), "another architecture, another source, another compiler");
    }

    /** A GPU that is newer than the compiler runs what is made for the newest before it. */
    @Test
    void aNewerGpuGetsPtxForTheNewestArchitectureThatIsKnown() {
        compiler.binary = new byte[0];
        Image image = images(compiler, 120).apply("unary");
        assertEquals("NVRTC 12.4, compute_90", image.compiler());
        assertNull(image.binary());
        assertEquals(image, images(compiler, 120).apply("unary"));
        assertEquals(1, compiler.options.size());
        assertEquals(
                Sources.ptx("unary"), images(compiler, 70).apply("unary").ptx(), "an older one, what is in the jar");
    }

    @Test
    void damagedFilesAreCompiledAgain() throws IOException {
        images(compiler, 90).apply("unary");
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            byte[] whole = Files.readAllBytes(file);
            for (int at : new int[] {0, 33, whole.length - 1}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                Files.write(file, damaged);
                int before = compiler.options.size();
                images(compiler, 90).apply("unary");
                assertEquals(before + 1, compiler.options.size(), "byte " + at);
            }
            Files.write(file, new byte[5]);
            images(compiler, 90).apply("unary");
            assertEquals(5, compiler.options.size());
        }
    }

    @Test
    void whatBreaksTheContractIsNotStartedAndNotKept() throws IOException {
        compiler.ptx = Sources.ptx("unary").replace("sqrt.rn.f32", "sqrt.approx.f32");
        GpuException refused =
                assertThrows(GpuException.class, () -> images(compiler, 90).apply("unary"));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("kernels of unary by NVRTC 12.4, sm_90 would break the contract of bits"),
                refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).contains("approximation"), refused::toString);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void theOptionsAreThoseThatThePtxOfTheJarIsMadeWith() throws IOException {
        String ahead = Files.readString(Path.of("../../ci/CompilePtx.java"));
        for (String option : KernelImages.options("sm_90")) {
            String written = option.startsWith("--gpu-architecture=") ? "--gpu-architecture=" : option;
            assertTrue(ahead.contains("\"" + written + "\""), option);
        }
    }

    @Test
    void aKeyIsOfEverything() {
        String key = ImageCache.key("a", Map.of("h", "b"), List.of("-c"), "d");
        assertNotEquals(key, ImageCache.key("ab", Map.of("h", ""), List.of("-c"), "d"));
        assertNotEquals(key, ImageCache.key("a", Map.of("h", "b"), List.of("-", "c"), "d"));
        assertNotEquals(key, ImageCache.key("a", Map.of("h", "b"), List.of("-c"), "e"));
        assertEquals(key, ImageCache.key("a", Map.of("h", "b"), List.of("-c"), "d"));
    }

    /** Where there is an NVRTC: all families, for an architecture that it knows. */
    @Test
    @EnabledIf(value = "isNvrtcHere", disabledReason = "NVIDIA's NVRTC is not here, libnvrtc.so.12")
    void anNvrtcThatIsHereCompilesEveryFamily() {
        Compiler real = Nvrtc.ofThisMachine();
        for (String family : Sources.FAMILIES) {
            Image image = new KernelImages(real, new ImageCache(folder), 80).apply(family);
            byte[] binary = image.binary();
            assertTrue(binary != null && binary.length > 1000, family);
            assertFalse(image.ptx().isBlank());
        }
    }

    static boolean isNvrtcHere() {
        return Nvrtc.ofThisMachine() != null;
    }

    private KernelImages images(@org.jspecify.annotations.Nullable Compiler by, int capability) {
        return new KernelImages(by, new ImageCache(folder), capability);
    }

    /** Gives the PTX of the jar, and notes how it was asked. */
    private static final class RecordingCompiler implements Compiler {
        final List<List<String>> options = new ArrayList<>();
        String version = "NVRTC 12.4";
        String ptx = "";
        byte[] binary = {1, 2, 3};

        @Override
        public String version() {
            return version;
        }

        @Override
        public List<Integer> architectures() {
            return List.of(75, 80, 86, 90);
        }

        @Override
        public Compiled compile(String name, String source, Map<String, String> headers, List<String> given) {
            options.add(given);
            assertTrue(source.contains("#include"), name);
            assertEquals(Sources.HEADERS.size(), headers.size());
            return new Compiled(ptx.isEmpty() ? Sources.ptx(name.replace(".cu", "")) : ptx, binary);
        }
    }
}
