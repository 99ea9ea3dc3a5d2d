package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * A program in any language, which writes its results to the folder {@code $GRADLOCK_OUT}; {@code harness/docs/command-suites.md} says how.
 *
 * @param command the program and its arguments; it is started in the folder of the files
 * @param files that it needs
 */
public record CommandProgram(List<String> command, List<ProgramFile> files) implements SuiteProgram {
    /** Copies the lists. */
    public CommandProgram {
        command = List.copyOf(command);
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param name below the folder that the program is started in, with {@code /}
     * @param path where it lies here
     */
    public record ProgramFile(String name, Path path) {}
}
