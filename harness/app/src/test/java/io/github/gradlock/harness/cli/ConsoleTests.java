package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTests {
    private static final String HOSTILE = "a\u001b[2J\u001b]0;title\u0007\u202e\nb";
    private static final String SHOWN = "a\uFFFD[2J\uFFFD]0;title\uFFFD\uFFFD\nb\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void noTerminal() {
        System.clearProperty("gradlock.terminal.out");
    }

    @Test
    void whatOthersWroteInstructsNoTerminal() {
        Console console = console();
        console.print(HOSTILE);
        assertEquals(SHOWN, text(out));
        console.remark(HOSTILE);
        console.error(HOSTILE);
        assertEquals(SHOWN + SHOWN, text(err));
    }

    @Test
    void failuresInstructNoTerminal() {
        new Failure(ExitStatus.BAD_INPUT, "\u001b[2Jfile", "it\u001b[2J", "do\u001b[2J").print(new PrintWriter(err));
        assertEquals("error: \uFFFD[2Jfile: it\uFFFD[2J\n\nhint: do\uFFFD[2J\n", text(err));
    }

    @Test
    void ownColoursAreLetThrough() {
        System.setProperty("gradlock.terminal.out", "true");
        Console console = console();
        String green = console.styled(32, "x");
        console.print(green + "\u001b[8m");
        assertEquals(green + "\uFFFD[8m\n", text(out));
    }

    private Console console() {
        return new Console(new PrintWriter(out), new PrintWriter(err), new CommonOptions());
    }

    private static String text(StringWriter written) {
        return written.toString().replace("\r\n", "\n");
    }
}
