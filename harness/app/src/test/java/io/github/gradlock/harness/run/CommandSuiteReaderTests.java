package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.runtime.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSuiteReaderTests {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "#!/usr/bin/env python3, python3",
        "#! /usr/bin/env -S python3 -u, python3 -u",
        "#!/usr/bin/python3, /usr/bin/python3",
        "#!/bin/sh -e, /bin/sh -e"
    })
    void aScriptIsRunByItsInterpreter(String line, String interpreter) throws Exception {
        Path script = write("gradients.py", line + "\nprint()\n");

        Suite suite = CommandSuiteReader.find(script, List.of()).orElseThrow();

        assertEquals("gradients", suite.name());
        assertEquals(
                interpreter + " gradients.py", String.join(" ", program(suite).command()));
        assertEquals(List.of("gradients.py"), names(suite));
    }

    @Test
    void aFolderBringsWhatLiesInIt() throws Exception {
        write("suite.yml", "command: [python3, main.py]\n");
        write("main.py", "");
        write("data/weights.bin", "1");
        write("__pycache__/main.pyc", "");
        write(".git/config", "");
        write("target/gradlock/.gradlock.lock", "");
        write("target/gradlock/bundles/host.glb/manifest.json", "{}");
        write("joined.glb/manifest.json", "{}");

        Suite suite = CommandSuiteReader.find(folder, List.of()).orElseThrow();

        assertEquals(folder.getFileName().toString(), suite.name());
        assertEquals(List.of("data/weights.bin", "main.py", "suite.yml"), names(suite));
        assertEquals(
                suite,
                CommandSuiteReader.find(folder.resolve("suite.yml"), List.of()).orElseThrow());
    }

    @Test
    void theHashIsOfCommandNamesAndContents() throws Exception {
        write("main.py", "1");
        write("other.py", "1");
        String hash = hash("command: [python3, main.py]\nfiles: [main.py]\n");

        assertEquals(hash, hash("# a remark\nname: called\ncommand: [python3, main.py]\nfiles: [main.py]\n"));
        assertNotEquals(hash, hash("command: [python3, -u, main.py]\nfiles: [main.py]\n"));
        assertNotEquals(hash, hash("command: [python3, main.py]\nfiles: [other.py]\n"));
        write("main.py", "2");
        assertNotEquals(hash, hash("command: [python3, main.py]\nfiles: [main.py]\n"));
    }

    @Test
    void whatIsNoProgramIsLeftToOthers() throws Exception {
        assertEquals(Optional.empty(), CommandSuiteReader.find(write("notes.txt", "#no"), List.of()));
        assertEquals(Optional.empty(), CommandSuiteReader.find(write("empty", ""), List.of()));
        assertEquals(Optional.empty(), CommandSuiteReader.find(folder, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command: [run]; file: x            | suite.yml:1:18 | unknown key \"file\" in a suite",
                "name: x                            | suite.yml:1:1  | a suite has no \"command\"",
                "command: []                        | suite.yml:1:11 | \"command\" must be a program and its arguments",
                "command: [run]; files: [gone]      | suite.yml:1:26 | no such file or folder: ",
                "command: [run]; files: [../x]      | suite.yml:1:26 | lies outside of the suite's folder: ",
                "command: [run]; name: a b          | suite.yml:1:24 | \"name\" must be at most 64 letters"
            })
    void refusesWhatIsWrongAtItsPlace(String text, String place, String message) throws Exception {
        Path inner = folder.resolve("inner");
        write("x", "");
        write("inner/y", "");
        write("inner/suite.yml", "{" + text.strip().replace(";", ",") + "}");

        GradlockException problem =
                assertThrows(GradlockException.class, () -> CommandSuiteReader.find(inner, List.of()));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).startsWith(message.strip()), problem.getMessage());
        assertTrue(String.valueOf(problem.location()).endsWith(place), problem.location());
    }

    private String hash(String description) throws IOException {
        write("suite.yml", description);
        return CommandSuiteReader.find(folder, List.of()).orElseThrow().hash();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static CommandProgram program(Suite suite) {
        return (CommandProgram) suite.program();
    }

    private static List<String> names(Suite suite) {
        return program(suite).files().stream()
                .map(CommandProgram.ProgramFile::name)
                .toList();
    }
}
