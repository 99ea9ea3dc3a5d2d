package io.github.gradlock.engine.kernel.cuda.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtxLintTests {
    private static final String MODULE = """
            .version 8.4
            .target sm_75
            .address_size 64
            .visible .entry scaled(.param .u64 scaled_param_0)
            {
            .reg .f32 %f<4>;
            mov.f32 %f1, 0f3F800000;
            {}.f32 %f2, %f1, %f1;
            ret;
            }
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder = Path.of("");

    @Test
    void tellsTheFilesThatKeepTheContract() throws Exception {
        Files.writeString(folder.resolve("a.ptx"), MODULE.replace("{}", "mul.rn"));
        assertEquals(0, run(folder));
        assertEquals("1 function in 1 file keep the contract\n", text(out));
    }

    @Test
    void tellsEachPlaceThatBreaksIt() throws Exception {
        Path file = Files.writeString(folder.resolve("a.ptx"), MODULE.replace("{}", "mul.rn.ftz"));
        assertEquals(1, run(file));
        assertEquals(
                file + ":8: flush to zero in scaled: subnormal numbers become zeros: mul.rn.ftz.f32 %f2, %f1, %f1\n"
                        + "1 place breaks the contract, in 1 function in 1 file\n",
                text(out));
    }

    @Test
    void saysWhatItCannotRead() throws Exception {
        Path text = Files.writeString(folder.resolve("b.ptx"), "int main() {}\n");
        for (Path wrong :
                new Path[] {text, folder.resolve("none.ptx"), Files.createDirectory(folder.resolve("empty"))}) {
            err.reset();
            assertEquals(2, run(wrong));
            assertTrue(text(err).startsWith("error: " + wrong + ": "), text(err));
            assertTrue(text(err).contains("\n\nhint: "), text(err));
        }
    }

    private int run(Path path) {
        return PtxLint.run(new PrintStream(out, true), new PrintStream(err, true), path.toString());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
