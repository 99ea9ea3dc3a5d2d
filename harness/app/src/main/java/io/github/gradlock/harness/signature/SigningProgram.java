package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ProgramPath;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.runtime.host.LineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A program that signs or checks, found on the PATH. It reads the keys; gradlock never does.
 *
 * @param name of the program
 * @param search the PATH
 * @param limit how long it may take; a person may have to type a passphrase
 */
record SigningProgram(String name, String search, Duration limit) {
    /** A signature has some hundred lines at most. */
    private static final int MOST_LINES = 10_000;

    /**
     * What it said.
     *
     * @param status its exit status
     * @param output lines of its standard output
     * @param errors the last lines of its standard error
     */
    record Answer(int status, List<String> output, List<String> errors) {
        String errorText() {
            return String.join("; ", errors);
        }
    }

    /**
     * Runs it.
     *
     * @param input file that it reads as its standard input
     * @param told takes each line of its standard error as it comes
     * @throws GradlockException if it cannot be started, or takes too long
     */
    Answer run(Path input, Consumer<String> told, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find().orElseThrow(this::missing).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input.toFile());
        List<String> output = new ArrayList<>();
        try {
            LineProcess.Outcome outcome = LineProcess.run(
                    builder,
                    line -> {
                        if (output.size() < MOST_LINES) {
                            output.add(line);
                        }
                    },
                    told,
                    limit);
            return new Answer(outcome.status(), List.copyOf(output), outcome.errors());
        } catch (TimeoutException late) {
            throw GradlockException.incomplete(
                    name + " did not end within " + limit.toSeconds() + " s, and was ended",
                    "it may have waited for a passphrase or a touch: add the key to an agent first",
                    late);
        } catch (IOException unstarted) {
            throw GradlockException.incomplete(
                    name + " could not be started: " + Reason.of(unstarted), installation(), unstarted);
        }
    }

    /** Returns where it is. */
    Optional<Path> find() {
        return ProgramPath.parse(search).find(name);
    }

    GradlockException missing() {
        return GradlockException.incomplete(name + " is not on the PATH", installation(), null);
    }

    String installation() {
        return name.equals("gpg")
                ? "install GnuPG (Debian: gpg)"
                : "install OpenSSH 8.2 or newer (Debian: openssh-client)";
    }
}
