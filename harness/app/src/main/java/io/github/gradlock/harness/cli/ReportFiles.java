package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.html.HtmlReport;
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
        Path page = folder.resolve("report").resolve("index.html");
        Files.createDirectories(folder.resolve("report"));
        replace(folder.resolve("report.json"), report.json() + "\n");
        replace(folder.resolve("report.md"), report.markdown());
        replace(folder.resolve("report.sarif"), report.sarif() + "\n");
        replace(folder.resolve("junit.xml"), report.junit());
        replace(page, HtmlReport.of(report));
        return page;
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
