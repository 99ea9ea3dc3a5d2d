package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The engine's checker of PTX, as the command starts it. */
@Tag("host")
class LintPtxCommandIT {
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

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void theExitStatusSaysWhatWasFound() throws Exception {
        Path file = folder.resolve("scaled.ptx");
        Files.writeString(file, MODULE.replace("{}", "mul.rn"));
        assertEquals(0, run(file));
        assertTrue(out.toString().contains("1 function in 1 file keep the contract"), out::toString);

        Files.writeString(file, MODULE.replace("{}", "mul"));
        assertEquals(1, run(file));
        assertTrue(out.toString().contains(file + ":8: contraction in scaled: "), out::toString);

        Files.writeString(file, "no PTX\n");
        assertEquals(2, run(file));
        assertTrue(err.toString().contains("error: " + file + ": line 1: "), err::toString);

        err.getBuffer().setLength(0);
        assertEquals(2, run(folder.resolve("none.ptx")));
        assertTrue(err.toString().contains("no such file"), err::toString);
    }

    private int run(Path file) {
        LintPtxCommand command = new LintPtxCommand();
        command.installation = Path.of("..", "..");
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        line.setExecutionExceptionHandler((problem, failed, parsed) -> {
            problem.printStackTrace(failed.getErr());
            return problem instanceof io.github.gradlock.harness.GradlockException known
                    ? known.status().code()
                    : 99;
        });
        return line.execute(file.toString());
    }
}
