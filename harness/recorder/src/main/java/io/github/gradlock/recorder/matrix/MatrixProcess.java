package io.github.gradlock.recorder.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code gradlock run --json} as a process that ends with this JVM, or with its time limit. */
final class MatrixProcess {
    private static final int LINES_SHOWN = 20;
    private static final int LONGEST_SHOWN = 64 << 10;
    private static final long GRACE_SECONDS = 15;
    private static final long PAUSE_MILLIS = 100;

    private final MatrixRequest request;
    private final MatrixFolder folder;
    private final Duration timeLimit;

    private MatrixProcess(MatrixRequest request, MatrixFolder folder, Duration timeLimit) {
        this.request = request;
        this.folder = folder;
        this.timeLimit = timeLimit;
    }

    static MatrixReport run(MatrixRequest request, Duration timeLimit) throws IOException, InterruptedException {
        Path launcher = Launcher.find(System.getProperties(), System.getenv());
        MatrixFolder folder = MatrixFolder.of(request);
        try (FileChannel channel =
                FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            return new MatrixProcess(request, folder, timeLimit).run(launcher);
        }
    }

    /** Waits for another JVM of the same build that asked for the same; closing the file gives the lock back. */
    private static void lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException held) {
                // By this JVM, in which another class loader has these classes too.
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private MatrixReport run(Path launcher) throws IOException, InterruptedException {
        Files.writeString(folder.arguments(), arguments(), StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "run", "@" + folder.arguments());
        builder.redirectOutput(folder.document().toFile())
                .redirectError(folder.log().toFile());
        // The host of the environments is the JDK that runs the tests.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        Thread ending = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new MatrixException(
                        "gradlock run did not end in " + timeLimit.toMinutes() + " minutes and was ended" + said(),
                        "give @EnvironmentMatrix a timeLimitMinutes, or fewer environments");
            }
        } finally {
            end(process);
            Runtime.getRuntime().removeShutdownHook(ending);
        }
        return report(process.exitValue());
    }

    private MatrixReport report(int exit) {
        // With 2 there is no comparison: its document tells of an error, and so does the log.
        if (exit != 2) {
            try {
                return MatrixReport.read(folder.document(), folder.results());
            } catch (IOException unread) {
                throw new MatrixException(
                        "gradlock run ended with " + exit + " and no report: " + unread.getMessage() + said(),
                        "what it said tells more, or run it by hand: gradlock run @" + folder.arguments(),
                        unread);
            }
        }
        throw new MatrixException(
                "gradlock run ended with " + exit + said(),
                "what it said tells more, or run it by hand: gradlock run @" + folder.arguments());
    }

    /** Returns the end of what the process said, and where all of it is. */
    private String said() {
        try {
            byte[] all = Files.readAllBytes(folder.log());
            int from = Math.max(0, all.length - LONGEST_SHOWN);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", ""))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n", "\n", "\n  (all of it: " + folder.log() + ")"));
        } catch (IOException unread) {
            return " (its output cannot be read: " + folder.log() + ")";
        }
    }

    /** As picocli reads a file of arguments: one a line, in quotes. */
    private String arguments() {
        List<String> words = new ArrayList<>(List.of(
                "--json",
                "--quiet",
                "--no-color",
                "--die-with-stdin",
                "--out",
                folder.results().toString()));
        words.addAll(List.of("--suite", request.suite().toString()));
        String classPath = TestClassPath.beside(request.suite()).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        if (!classPath.isEmpty()) {
            words.addAll(List.of("--classpath", classPath));
        }
        words.addAll(request.options());
        words.addAll(request.environments());
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().collect(Collectors.toList());
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
