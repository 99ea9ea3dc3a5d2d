package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.runtime.container.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What the launcher starts once, at the end of a build, so that the JVM's archive of classes has those of frequent commands: it lists environments, and
 * goes the way to an engine without one. It prints nothing, and fails at nothing: an archive with fewer classes is one as well.
 */
final class Training {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("env", "list"),
            List.of("env", "create", "--dry-run", "debian-17"),
            List.of("env", "create", "--help"),
            List.of("env", "run", "--help"));

    /** Who builds must not wait for what can be done without. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Training() {}

    /**
     * Trains.
     *
     * @param args options of every command: where the environments are
     */
    public static void main(String[] args) throws InterruptedException {
        for (List<String> command : COMMANDS) {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of(args));
            CommandLine line = Main.commandLine(words.toArray(String[]::new));
            line.setOut(new PrintWriter(Writer.nullWriter()));
            line.setErr(new PrintWriter(Writer.nullWriter()));
            Main.execute(line, words.toArray(String[]::new));
        }
        Thread rehearsal = new Thread(Training::rehearse, "gradlock-training");
        rehearsal.setDaemon(true);
        rehearsal.start();
        rehearsal.join(LIMIT.toMillis());
    }

    private static void rehearse() {
        try {
            Rehearsal.run();
        } catch (IOException | InterruptedException | RuntimeException elsewhere) {
            // No sockets of this kind here: other ways are taken then, too.
        }
    }
}
