package io.github.gradlock.harness.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.runtime.Launch;
import io.github.gradlock.harness.runtime.Place;
import io.github.gradlock.harness.runtime.Starter;
import io.github.gradlock.harness.runtime.SuiteProcess;
import java.io.BufferedReader;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program ends when the harness does, whatever a terminal sends to whom. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell to guard a program with")
class HostProgramTests {
    private static final String PROGRAM = "echo $$; trap '' HUP INT TERM; while :; do sleep 1; done";

    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP", "TERM"})
    void aSignalToTheShellAndItsWatcherEndsTheProgram(String signal) throws Exception {
        Process shell = start();
        ProcessHandle program = program(shell);
        List<ProcessHandle> watchers = watchers(shell, program);

        for (ProcessHandle watcher : watchers) {
            send(signal, watcher.pid());
        }
        send(signal, shell.pid());

        if (isIgnored(signal)) {
            // As nohup wants it, for this process and all that it starts: nothing ends of it.
            assertFalse(shell.waitFor(1, TimeUnit.SECONDS));
            assertTrue(program.isAlive());
            send("TERM", shell.pid());
        }
        assertTrue(shell.waitFor(10, TimeUnit.SECONDS));
        assertEquals(130, shell.exitValue());
        assertEnds(program);
        for (ProcessHandle watcher : watchers) {
            assertEnds(watcher);
        }
    }

    /** Returns whether who started this process had a signal ignored, which no shell may undo. */
    private static boolean isIgnored(String signal) throws Exception {
        Process asked =
                new ProcessBuilder("sh", "-c", "trap 'exit 7' " + signal + "; kill -" + signal + " $$; exit 0").start();
        return asked.waitFor() == 0;
    }

    @Test
    void theEndOfTheHarnessEndsTheProgramThoughTheShellIsGone() throws Exception {
        Process shell = start();
        ProcessHandle program = program(shell);
        List<ProcessHandle> watchers = watchers(shell, program);
        for (ProcessHandle watcher : watchers) {
            send("HUP", watcher.pid());
        }
        Thread.sleep(200);
        assertTrue(program.isAlive());

        // Java closes the pipe when the process behind it is gone, as the end of the harness does.
        send("KILL", shell.pid());

        assertEnds(program);
        for (ProcessHandle watcher : watchers) {
            assertEnds(watcher);
        }
    }

    private static Process start() throws Exception {
        Starter starter = new Starter() {
            @Override
            public Launch launch(SuiteProcess process, Place place) {
                return new Launch(List.of(), Map.of(), "");
            }
        };
        return new ProcessBuilder(new HostProgram(starter, "/usr/bin:/bin", null, List.of())
                        .guarded(List.of("sh", "-c", PROGRAM)))
                .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .start();
    }

    private static ProcessHandle program(Process shell) throws Exception {
        BufferedReader said = shell.inputReader();
        return ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
    }

    /** The shell's watcher and what that runs; the program's own processes are not among them. */
    private static List<ProcessHandle> watchers(Process shell, ProcessHandle program) throws Exception {
        for (int i = 0; i < 100; i++) {
            List<ProcessHandle> own = program.descendants().toList();
            List<ProcessHandle> watchers = shell.descendants()
                    .filter(each -> !each.equals(program) && !own.contains(each))
                    .toList();
            if (watchers.size() >= 2) {
                return watchers;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(
                "the shell watches nothing: " + shell.descendants().toList());
    }

    private static void send(String signal, long process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, "" + process).start().waitFor());
    }

    private static void assertEnds(ProcessHandle process) throws Exception {
        for (int i = 0; i < 100 && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertFalse(process.isAlive(), () -> "process " + process.pid() + " lives");
    }
}
