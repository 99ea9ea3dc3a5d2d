package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTests {
    @TempDir
    Path root = Path.of("");

    @Test
    void leavesFoldersOfOthersAlone() throws IOException {
        Path thesis = Files.createDirectories(root.resolve("work")).resolve("thesis.tex");
        Files.writeString(thesis, "years of work");

        GradlockException problem = assertThrows(GradlockException.class, () -> OutputFolder.claim(root));

        assertEquals("this folder holds files, and was not made by gradlock", problem.getMessage());
        assertTrue(Files.exists(thesis));
    }

    @Test
    void takesAFolderWithNothingButChecksumsOfJdksAndBisections() throws IOException {
        Files.writeString(root.resolve("jdk-modules.sha256"), "");
        Path trials = root.resolve("bisect/trials");
        try (OutputFolder bisection = OutputFolder.claim(root.resolve(OutputFolder.BISECTIONS))) {
            Files.createDirectories(trials);
            OutputFolder.claim(root).close();

            assertTrue(Files.exists(bisection.files().work("host")), "each is claimed for itself");
        }
        assertTrue(Files.exists(root.resolve(".gradlock.lock")));
        assertTrue(Files.exists(trials), "what bisections keep is not a run's to put away");
    }

    @Test
    void putsTheBundlesOfThePreviousRunAway() throws Exception {
        try (OutputFolder first = OutputFolder.claim(root)) {
            Files.createDirectories(first.files().bundle("host"));
            Files.writeString(first.files().bundle("host").resolve("manifest.json"), "first");
            Files.createDirectories(root.resolve("bundles/.host.glb.1.tmp"));
        }
        try (OutputFolder second = OutputFolder.claim(root)) {
            assertFalse(Files.exists(second.files().bundle("host")));
            assertEquals("first", Files.readString(root.resolve("previous/host.glb/manifest.json")));
            assertFalse(Files.exists(root.resolve("previous/.host.glb.1.tmp")));
        }
        // A run that came to nothing does not push the last good bundles out.
        try (OutputFolder third = OutputFolder.claim(root)) {
            assertTrue(Files.exists(root.resolve("previous/host.glb")), third::toString);
        }
    }

    @Test
    void anInterruptedRunDoesNotTakeThePlaceOfTheLastWholeOne() throws Exception {
        for (String run : List.of("whole", "interrupted", "next")) {
            try (OutputFolder folder = OutputFolder.claim(root)) {
                folder.begins();
                assertTrue(OutputFolder.isUnfinished(root));
                Files.writeString(folder.files().bundle("host"), run);
                if (!run.equals("interrupted")) {
                    folder.finishes();
                }
            }
        }
        assertFalse(OutputFolder.isUnfinished(root));
        assertEquals("whole", Files.readString(root.resolve("previous/host.glb")));
        assertEquals("interrupted", Files.readString(root.resolve("interrupted/host.glb")));
        assertEquals("next", Files.readString(root.resolve("bundles/host.glb")));
    }

    @Test
    void aRunThatIsRefusedLeavesEverythingAsItWas() throws Exception {
        for (String run : List.of("older", "last")) {
            try (OutputFolder folder = OutputFolder.claim(root)) {
                folder.begins();
                Files.writeString(folder.files().bundle("host"), run);
                Files.writeString(
                        Files.createDirectories(root.resolve("report")).resolve("index.html"), run);
                Files.writeString(root.resolve("report.json"), run);
                folder.finishes();
            }
        }
        try (OutputFolder refused = OutputFolder.claim(root)) {
            refused.begins();
            assertFalse(Files.exists(root.resolve("report.json")));
            Files.createDirectories(root.resolve("bundles/.host.glb.1.tmp"));
            refused.putBack();
        }
        assertFalse(OutputFolder.isUnfinished(root));
        for (String file : List.of("bundles/host.glb", "report/index.html", "report.json")) {
            assertEquals("last", Files.readString(root.resolve(file)));
        }
        assertEquals("older", Files.readString(root.resolve("previous/host.glb")));
        assertFalse(Files.exists(root.resolve("bundles/.host.glb.1.tmp")));

        try (OutputFolder next = OutputFolder.claim(root)) {
            next.begins();
            Files.writeString(next.files().bundle("host"), "next");
            next.putBack();
            assertEquals("next", Files.readString(root.resolve("bundles/host.glb")), "it has results of its own");
            next.finishes();
        }
        assertEquals("last", Files.readString(root.resolve("previous/host.glb")));
    }

    @Test
    void belongsToOneRunAtATime() throws Exception {
        try (OutputFolder first = OutputFolder.claim(root)) {
            GradlockException problem = assertThrows(GradlockException.class, () -> OutputFolder.claim(root));
            assertEquals("another run is writing to this folder", problem.getMessage(), first::toString);
            assertEquals(List.of(), OutputFolder.removeHalfWritten(root, false));
        }
        OutputFolder.claim(root).close();
    }

    @Test
    void aNewFolderOfReportsCanBeRunIntoLater() throws Exception {
        Path reports = root.resolve("new");
        try (Closeable folder = OutputFolder.forReports(reports)) {
            Files.writeString(reports.resolve("report.json"), "{}");
            assertThrows(GradlockException.class, () -> OutputFolder.claim(reports), folder::toString);
        }
        OutputFolder.claim(reports).close();
        assertFalse(Files.exists(reports.resolve("report.json")));
    }

    @Test
    void aFolderOfOthersIsNotMarkedByReports() throws Exception {
        Files.writeString(root.resolve("thesis.tex"), "years of work");
        OutputFolder.forReports(root).close();
        assertThrows(GradlockException.class, () -> OutputFolder.claim(root));
    }

    @Test
    void aReportIsNotWrittenIntoARunInProgress() throws Exception {
        try (OutputFolder run = OutputFolder.claim(root)) {
            GradlockException problem =
                    assertThrows(GradlockException.class, () -> OutputFolder.forReports(root), run::toString);
            assertEquals("another run is writing to this folder", problem.getMessage());
        }
    }

    @Test
    void putsAwayEveryFileOfAReport() throws Exception {
        OutputFolder.claim(root).close();
        for (String name : List.of("report.json", "report.md", "report.sarif", "junit.xml")) {
            Files.writeString(root.resolve(name), "stale");
            Files.writeString(root.resolve("." + name + ".part"), "half");
        }
        Files.createDirectories(root.resolve("report"));

        try (OutputFolder folder = OutputFolder.claim(root)) {
            folder.finishes();
        }

        try (Stream<Path> files = Files.list(root)) {
            assertEquals(
                    List.of(".gradlock.lock"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void removesHalfWrittenBundlesAndSessions() throws Exception {
        Path half = root.resolve("bundles/.host.glb.1.tmp");
        Path work = root.resolve("work");
        OutputFolder.claim(root).close();
        Files.createDirectories(half.resolve("deep"));
        Files.createDirectories(work.resolve("host/process-0"));
        Files.createDirectories(root.resolve("bundles/host.glb"));

        assertEquals(List.of(half, work), OutputFolder.removeHalfWritten(root, true));
        assertTrue(Files.exists(half));
        assertEquals(List.of(half, work), OutputFolder.removeHalfWritten(root, false));
        assertFalse(Files.exists(half));
        assertFalse(Files.exists(work));
        assertTrue(Files.exists(root.resolve("bundles/host.glb")));
    }

    @Test
    void fileNamesAreSafeAndDistinct() {
        assertEquals("host[jit=c2,threads=2]", RunFiles.fileName("host[jit=c2,threads=2]"));
        assertTrue(RunFiles.fileName("a/../b").matches("[A-Za-z0-9._=,\\[\\]-]+"));
        assertNotEquals(RunFiles.fileName("a/b"), RunFiles.fileName("a:b"));
    }
}
