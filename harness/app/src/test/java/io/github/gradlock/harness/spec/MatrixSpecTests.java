package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixSpecTests {
    @TempDir
    Path folder;

    @Test
    void readsSuitesWithTheirEnvironments() throws IOException {
        MatrixSpec matrix = read("suites: {g: {environments: [host, host-jdk*], iterations: 4}}\n");
        MatrixSpec.Suite suite = Objects.requireNonNull(matrix.suites().get("g"));
        assertEquals(
                List.of("host", "host-jdk*"),
                suite.environments().stream().map(MatrixSpec.Row::pattern).toList());
        assertTrue(suite.environments().get(1).location().endsWith("matrix.yml:1:35"));
        assertEquals(new Repetitions(4, 2), suite.repetitions());
    }

    @Test
    void aRowMaySayHowOften() throws IOException {
        MatrixSpec matrix = read("suites: {g: {environments: [a, {environment: b, iterations: 1}], restarts: 5}}\n");
        List<MatrixSpec.Row> rows =
                Objects.requireNonNull(matrix.suites().get("g")).environments();
        assertEquals(new Repetitions(7, 8), rows.get(0).over(new Repetitions(7, 8)));
        assertEquals(new Repetitions(1, 8), rows.get(1).over(new Repetitions(7, 8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 1:1 | a matrix has no \"suites\" | suites",
                "suits: {} | 1:1 | unknown key \"suits\" | \"suites\"?",
                "suites: [a] | 1:9 | \"suites\" must be a mapping | key: value",
                "suites: {g: {}} | 1:13 | has no \"environments\" | environments",
                "suites: {g: {environments: []}} | 1:13 | the suite \"g\" has no environments | at least one",
                "suites: {g: {environments: [a, a]}} | 1:32 | \"a\" stands twice | remove",
                "suites: {g: {environments: [a], iterations: 0}} | 1:45 | a whole number from 1 to 10000 | 1",
                "suites: {g: {environments: [{iterations: 2}]}} | 1:29 | has no \"environment\" | environment",
                "suites: {g: {environments: [{environment: a, restart: 2}]}} | 1:46 | unknown key \"restart\" | \"restarts\"?",
                "suites: {g: {environments: [a], restart: 2}} | 1:33 | unknown key \"restart\" | \"restarts\"?",
            })
    void namesThePlaceTheFaultAndTheRemedy(String text, String place, String message, String hint) {
        GradlockException problem = assertThrows(GradlockException.class, () -> read(text + "\n"));
        assertEquals(folder.resolve("matrix.yml") + ":" + place, problem.location());
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem.hint());
    }

    private MatrixSpec read(String text) throws IOException {
        return MatrixSpec.read(Files.writeString(folder.resolve("matrix.yml"), text));
    }
}
