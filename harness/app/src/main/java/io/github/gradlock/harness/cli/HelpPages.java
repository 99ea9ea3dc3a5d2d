package io.github.gradlock.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Writes what {@code --help} prints for every command, a file each, for the documentation: {@code ci/build-site} starts it. */
final class HelpPages {
    private HelpPages() {}

    /**
     * Writes the files.
     *
     * @param args the folder; it is made
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    /** Writes a file for each command: its name in the first line, then its help. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, Main.commandLine());
    }

    private static void write(Path folder, CommandLine line) throws IOException {
        CommandSpec spec = line.getCommandSpec();
        String name = spec.qualifiedName();
        String help = line.getUsageMessage(Ansi.OFF).replace("\r\n", "\n");
        Files.writeString(folder.resolve(name.replace(' ', '-') + ".txt"), name + "\n" + help);
        for (CommandLine child : line.getSubcommands().values()) {
            write(folder, child);
        }
    }
}
