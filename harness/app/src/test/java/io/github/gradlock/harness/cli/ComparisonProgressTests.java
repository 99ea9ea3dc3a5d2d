package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ComparisonProgressTests {
    @Test
    void saysWhatIsComparedAndHowMuchOfIt() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        try (ComparisonProgress progress = new ComparisonProgress(new Console(nowhere, nowhere, new CommonOptions()))) {
            assertEquals("0 cases compared · reading cases · 2 s", progress.line(2.2));
            progress.comparing("mlp", 1200);
            assertEquals("1,200 cases compared · mlp · 3 s", progress.line(3));
            progress.comparing("mlp", "w.grad", 4_000_000_000L);
            assertEquals("1,200 cases compared · mlp/w.grad checking 4.0 GB · 4 s", progress.line(4));
            progress.advanced(1_500_000_000L);
            assertEquals("1,200 cases compared · mlp/w.grad 1.5 of 4.0 GB · 5 s", progress.line(5));
        }
    }
}
