package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.ReportSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTests {
    @Test
    void writesAllFormsAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Report report = ReportSample.of(2, 40);
        assertEquals(folder.resolve("report/index.html"), ReportFiles.write(report, folder));
        ReportFiles.write(report, folder);
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertEquals(
                    List.of("junit.xml", "report.json", "report.md", "report.sarif", "report/index.html"),
                    files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        }
        assertEquals(report.json() + "\n", Files.readString(folder.resolve("report.json")));
    }

    /** A name that begins as a command to the runner must stand where commands are off. */
    @Test
    void commandsToGitHubAreOffWhileTheReportIsPrinted() throws IOException {
        Report report = ReportSample.of(2, 40);
        List<String> lines = ReportPrinter.lines(report, true, "t0ken");
        assertEquals("::stop-commands::t0ken", lines.get(0));
        int end = lines.indexOf("::t0ken::");
        assertEquals(report.terminal(null), lines.subList(1, end));
        assertTrue(lines.subList(end + 1, lines.size()).stream().allMatch(line -> line.startsWith("::error title=")));
        assertEquals(report.terminal(null), ReportPrinter.lines(report, false, "t0ken"));
    }
}
