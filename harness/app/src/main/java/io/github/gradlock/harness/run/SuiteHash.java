package io.github.gradlock.harness.run;

import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hash of what a suite executes. Of a class path: SHA-256 over the hashes of its entries in their order, whatever they are called and wherever they lie. The
 * order counts, since the first entry that has a class supplies it.
 */
final class SuiteHash {
    private SuiteHash() {}

    static String of(List<Path> classPath) throws IOException {
        List<String> hashes = new ArrayList<>();
        for (Path entry : classPath) {
            hashes.add(Files.isDirectory(entry) ? ofFolder(entry) : Sha256.ofFile(entry));
        }
        return ofText(String.join("\n", hashes));
    }

    /** Returns the hash of a program: its command, and the names and contents of its files. */
    static String of(CommandProgram program) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String word : program.command()) {
            lines.add(word.length() + " " + word);
        }
        for (CommandProgram.ProgramFile file : program.files()) {
            lines.add(Sha256.ofFile(file.path()) + " " + file.name());
        }
        return ofText(String.join("\n", lines));
    }

    /** Names count in a folder: a class is found by its path. */
    private static String ofFolder(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.add(folder.relativize(file).toString().replace('\\', '/') + " " + Sha256.ofFile(file));
            }
        }
        Collections.sort(lines);
        return ofText(String.join("\n", lines));
    }

    private static String ofText(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
