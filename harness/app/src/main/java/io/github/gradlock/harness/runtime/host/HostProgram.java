package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ProgramPath;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandProgram.ProgramFile;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.ProbeStarter;
import io.github.gradlock.harness.runtime.Starter;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.TestProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program of a suite as it is started on this machine.
 *
 * @param starter makes its command
 * @param path its {@code PATH}
 * @param program where its first word was found; null for the probe, which is started by the path of its JVM
 * @param files that it needs
 */
record HostProgram(Starter starter, String path, @Nullable Path program, List<ProgramFile> files) {
    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    /**
     * Ends a program and what it started when the harness is gone, however it went: then standard input ends, which the probe watches by
     * itself and a program of somebody does not. In a session of its own the program is a group of processes, which is ended as one;
     * where there is no {@code setsid}, on macOS, the program alone is. What Ctrl-C or the end of a terminal sends reaches the shell and
     * its watcher too, and not a program with a session of its own: the shell ends that, and the watcher takes no notice.
     */
    private static final String GUARD =
            "if command -v setsid >/dev/null 2>&1; then group=-; set -- setsid \"$@\"; else group=; fi; program=;"
                    + " trap 'kill -9 $group${program:-$!} ${program:-$!} 2>/dev/null; exit 130' HUP INT TERM;"
                    + " exec 3<&0; \"$@\" </dev/null 3<&- & program=$!;"
                    + " { trap '' HUP INT TERM; cat; kill -9 $group$program $program; } <&3 >/dev/null 2>&1 & guard=$!;"
                    + " exec 3<&-; wait $program; status=$?; kill -9 $guard 2>/dev/null;"
                    + " [ -z \"$group\" ] || kill -9 -$program 2>/dev/null; exit $status";

    static HostProgram ofTests(ResolvedEnvironment environment, SuiteJob job, Path javaHome, List<Path> jars)
            throws IOException {
        Path java = javaHome.resolve("bin").resolve(isWindows() ? "java.exe" : "java");
        if (!Files.isExecutable(java)) {
            throw GradlockException.incomplete(
                    "no Java launcher at " + java, "gradlock doctor shows the JDKs of this machine", null);
        }
        TestProgram tests = ((TestProgram) job.program()).withJars(jars);
        return new HostProgram(
                new ProbeStarter(environment, job, tests, java.toString(), JdkRelease.of(javaHome), true),
                SYSTEM_PATH,
                null,
                List.of());
    }

    /**
     * Finds the program in the environment's JDK and on a path: a virtual environment of Python that is active counts.
     *
     * @throws UnavailableException if it is not here
     */
    static HostProgram of(CommandStarter starter, Path javaHome, @Nullable String path) throws UnavailableException {
        CommandProgram command = starter.program();
        String name = command.command().get(0);
        if (name.contains("/")
                && command.files().stream()
                        .anyMatch(file -> name.replaceFirst("^\\./", "").equals(file.name()))) {
            return new HostProgram(
                    starter, javaHome.resolve("bin") + File.pathSeparator + SYSTEM_PATH, null, command.files());
        }
        Path found = ProgramPath.parse(path == null ? SYSTEM_PATH : path)
                .behind(javaHome.resolve("bin"))
                .find(name)
                .orElseThrow(() -> new UnavailableException("the program " + name
                        + " of this suite is not here: it was looked for in the JDK of the environment and on the PATH;"
                        + " install it, or name an environment whose packages have it"));
        return new HostProgram(starter, found.getParent() + File.pathSeparator + SYSTEM_PATH, found, command.files());
    }

    /** Copies the files of the program into a folder, so that what it leaves beside them stays out of yours. */
    void copyFiles(Path folder) throws IOException {
        for (ProgramFile file : files) {
            Path target = folder.resolve(file.name());
            Files.createDirectories(target.getParent());
            Files.copy(file.path(), target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Returns the command with the program by its path, under a guard where there is a shell for one. */
    List<String> guarded(List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (program != null) {
            words.set(0, program.toString());
        }
        if (starter instanceof ProbeStarter || isWindows()) {
            return words;
        }
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
        guarded.addAll(words);
        return guarded;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
