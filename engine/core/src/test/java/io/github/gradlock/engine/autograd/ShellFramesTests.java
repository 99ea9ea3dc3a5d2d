package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class ShellFramesTests {
    private static final String PROPERTY = "io.github.gradlock.shell-frame";

    /** Runs snippets in JShell, and returns the last place that one noted. */
    private static String place(String... snippets) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.eval("void note() { StackTraceElement f = new Throwable().getStackTrace()[1]; System.setProperty(\""
                    + PROPERTY + "\", String.join(\",\", f.getClassName(), f.getMethodName(), f.getFileName(), \"\" +"
                    + " f.getLineNumber())); }");
            List.of(snippets).forEach(shell::eval);
            String[] parts = System.getProperty(PROPERTY).split(",", -1);
            return ShellFrames.place(new StackTraceElement(parts[0], parts[1], parts[2], Integer.parseInt(parts[3])));
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    private static String words(String place) {
        return place.substring(0, place.indexOf(" (REPL.$JShell$"));
    }

    @Test
    void aSnippetIsNamedByWhatItDeclares() {
        assertEquals("a snippet of the shell", words(place("note();")));
        assertEquals("a snippet of the shell", words(place("for (int i = 0; i < 1; i++) {\nint b = 1;\nnote();\n}")));
        assertEquals("a snippet of the shell", words(place("Runnable r = () -> note(); r.run();", "r.run();")));
        assertEquals(
                "the snippet that declares deep",
                words(place("void deep() {\nRunnable r = () -> note();\nr.run();\n}", "deep()")));
        assertEquals(
                "the snippet that declares deep",
                words(place("import java.util.*;", "void deep() {\nint a = 1;\nnote();\n}", "deep()")));
        assertEquals(
                "the snippet that declares Net.run",
                words(place("class Net {\nvoid run() { note(); }\n}", "new Net().run()")));
    }

    @Test
    void otherPlacesAreAsJavaShowsThem() {
        StackTraceElement frame = new StackTraceElement("app.Model", "forward", "Model.java", 12);
        assertEquals("app.Model.forward(Model.java:12)", ShellFrames.place(frame));
    }
}
