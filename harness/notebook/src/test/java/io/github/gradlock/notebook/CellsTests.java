package io.github.gradlock.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CellsTests {
    private Cells cells;

    @BeforeAll
    void open() {
        cells = new Cells(System.getProperty("java.class.path"));
    }

    @AfterAll
    void close() {
        cells.close();
    }

    private void assertValue(Object value, String cell) {
        assertEquals(value, cells.evaluate(cell), cell);
    }

    private List<String> refusal(String cell) {
        return assertThrows(CellException.class, () -> cells.evaluate(cell)).lines();
    }

    @Test
    void aCellsValueIsItsLastExpression() {
        assertValue(20, "int a = 4;\nint b = 5;\n\na * b\n");
        assertValue(4, "a");
        assertValue(List.of(4, 5), "// a comment\nList.of(a, b) // and one behind");
    }

    @Test
    void whatEndsWithASemicolonHasNoValue() {
        assertNull(cells.evaluate("3 + 4;"));
        assertNull(cells.evaluate("int declared = 3"));
        assertNull(cells.evaluate("void nothing() {}"));
        assertNull(cells.evaluate("  \n"));
        assertNull(cells.evaluate("3 + 4; // a note"));
        assertNull(cells.evaluate("3 + 4 ; "));
        assertValue(7, "3 + 4 // see f();");
        assertValue(";", "\";\"");
    }

    @Test
    void whatDoesNotCompileIsShownWithItsPlace() {
        assertEquals(
                List.of(
                        "incompatible types: java.lang.String cannot be converted to int",
                        "  int wrong = \"text\";",
                        "              ^"),
                refusal("int fine = 1;\nint wrong = \"text\";"));
        assertValue(1, "fine");
    }

    @Test
    void anExceptionIsShownWithItsCauseAndTheCellsAfterItRun() {
        String shown = String.join(
                "\n",
                refusal(
                        "void fails() { throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\")); }\nfails();"));
        assertTrue(shown.startsWith("java.lang.IllegalStateException: outer\n    at "), shown);
        assertTrue(shown.contains("fails("), shown);
        assertTrue(shown.contains("\ncaused by java.lang.RuntimeException: inner"), shown);
        assertValue(2, "1 + 1");
    }

    @Test
    void aMethodMayCallWhatALaterCellDeclares() {
        cells.evaluate("int early() { return late() + 1; }");
        assertEquals(
                "early refers to what is not defined: method late()",
                refusal("early()").get(0));
        cells.evaluate("int late() { return 41; }");
        assertValue(42, "early()");
    }

    @Test
    void theImportsOfALibraryAreDone() {
        assertValue(3.0, "Tensors.arange(3).sum().item()");
    }

    @Test
    void aTextIsWholeOrBegunOrWrong() {
        assertEquals(Cells.Completeness.WHOLE, cells.completeness("int i = 1;"));
        assertEquals(Cells.Completeness.WHOLE, cells.completeness("i + 1"));
        assertEquals(Cells.Completeness.BEGUN, cells.completeness("for (int i = 0; i < 3; i++) {"));
        assertEquals(Cells.Completeness.WRONG, cells.completeness("int } = 3"));
    }

    @Test
    void namesAreCompletedAndSignaturesTold() {
        cells.evaluate("String greeting = \"hello\";");
        Cells.Completions completions = cells.complete("greeting.toUpp", 14);
        assertTrue(completions.continuations().contains("toUpperCase("), () -> completions.toString());
        assertEquals(9, completions.from());
        String told = cells.documentation("greeting.repeat(", 16);
        assertTrue(told.contains("String.repeat(int"), told);
    }

    @Test
    void aCellThatEndsWithinSomethingRunsNothingTwice() {
        List<String> open = List.of("the cell ends within a comment, a text or brackets that are not closed");
        cells.evaluate("int runs = 0;");
        assertEquals(open, refusal("runs++;\n/* never closed"));
        assertValue(0, "runs");
        assertEquals(open, refusal("for (;;) {"));
    }

    @Test
    void whatACellDeclaresHidesNothingOfTheKernels() {
        cells.evaluate("int io = 3; int org = 4; Object Shown = null;");
        assertValue(7, "io + org");
    }

    @Test
    void anInterruptedCellStopsWhereItIs() throws Exception {
        cells.evaluate("int after = 0;");
        CompletableFuture<Object> running = CompletableFuture.supplyAsync(
                () -> cells.evaluate("while (true) { Thread.onSpinWait(); }\nafter = 1;"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!running.isDone() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            cells.interrupt();
        }
        ExecutionException ended = assertThrows(ExecutionException.class, () -> running.get(1, TimeUnit.SECONDS));
        assertEquals("interrupted", String.valueOf(ended.getCause()).replaceFirst(".*: ", ""));
        assertValue(0, "after");
    }
}
