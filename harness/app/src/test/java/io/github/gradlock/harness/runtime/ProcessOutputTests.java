package io.github.gradlock.harness.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessOutputTests {
    @TempDir
    Path folder = Path.of("");

    private final List<String> progress = new ArrayList<>();

    @Test
    void tellsProgressFromTextWhereverTheOutputIsCut() throws Exception {
        String text = "first\nprogress 3 10\r\nprogress of a kind\nλast";
        feed(text.getBytes(StandardCharsets.UTF_8), 1);

        assertEquals(List.of("3/10"), progress);
        assertEquals("first\nprogress of a kind\nλast\n", Files.readString(folder.resolve(ProcessOutput.FILE)));
        assertEquals("first\nprogress of a kind\nλast\n", Files.readString(folder.resolve("log.txt")));
    }

    @Test
    void cutsALineWithoutEnd() throws Exception {
        feed("x".repeat(100_000).getBytes(StandardCharsets.UTF_8), 4096);

        List<String> lines = Files.readAllLines(folder.resolve(ProcessOutput.FILE));
        assertEquals(100_000, lines.stream().mapToInt(String::length).sum());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 1 << 14), () -> lines.size() + " lines");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskCostsTheLogAndNothingElse() throws Exception {
        try (BoundedLog log = new BoundedLog(Path.of("/dev/full"));
                ProcessOutput output =
                        new ProcessOutput(folder, log, (done, total) -> progress.add(done + "/" + total))) {
            byte[] text = "text\nprogress 1 2\nmore\n".getBytes(StandardCharsets.UTF_8);
            output.accept(text, text.length);
        }
        assertEquals(List.of("1/2"), progress);
        assertEquals("text\nmore\n", Files.readString(folder.resolve(ProcessOutput.FILE)));
    }

    private void feed(byte[] bytes, int piece) throws Exception {
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"));
                ProcessOutput output =
                        new ProcessOutput(folder, log, (done, total) -> progress.add(done + "/" + total))) {
            for (int i = 0; i < bytes.length; i += piece) {
                byte[] part = java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
                output.accept(part, part.length);
            }
        }
    }
}
