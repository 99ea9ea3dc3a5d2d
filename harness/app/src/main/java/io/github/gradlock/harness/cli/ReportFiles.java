package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.html.HtmlReport;
import io.github.gradlock.harness.run.OutputFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files of a report: the page for people, the others for programs. */
final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes {@code report.json}, {@code report.md}, {@code report.sarif}, {@code junit.xml} and {@code report/index.html} into a
     * folder, each whole or not at all.
     *
     * @return the page
     */
    static Path write(Report report, Path folder) throws IOException {
        Path page = folder.resolve(OutputFolder.PAGE).resolve("index.html");
        Files.createDirectories(folder.resolve(OutputFolder.PAGE));
        replace(folder.resolve(OutputFolder.REPORT_JSON), report.json() + "\n");
        replace(folder.resolve(OutputFolder.REPORT_MARKDOWN), report.markdown());
        replace(folder.resolve(OutputFolder.REPORT_SARIF), report.sarif() + "\n");
        replace(folder.resolve(OutputFolder.REPORT_JUNIT), report.junit());
        replace(page, HtmlReport.of(report));
        return page;
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = OutputFolder.unfinished(file);
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
