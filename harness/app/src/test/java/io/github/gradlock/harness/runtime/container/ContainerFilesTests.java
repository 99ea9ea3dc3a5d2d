package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFilesTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void leavesTheFirstFolderAway() throws IOException {
        extract(file("session/values.bin", "values"), file("session/deeper/file", "deep"));

        assertEquals("values", Files.readString(folder.resolve("values.bin")));
        assertEquals("deep", Files.readString(folder.resolve("deeper/file")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session/../../escaped", "session//etc/escaped", "session/a/../../../escaped"})
    void refusesEntriesThatEscape(String name) {
        GradlockException problem = assertThrows(GradlockException.class, () -> extract(file(name, "")));

        assertTrue(String.valueOf(problem.getMessage()).contains("escapes its folder"), problem::getMessage);
        assertFalse(Files.exists(folder.resolveSibling("escaped")));
    }

    @Test
    void refusesASizeBeyondTheLimitBeforeItReadsIt() {
        byte[] archive = archive(file("session/values.bin", ""));
        // The size field of the first header: 12 octal digits at offset 124; the checksum is made to fit.
        byte[] size = "177777777777".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, archive, 124, size.length);
        fixChecksum(archive);

        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> ContainerFiles.extract(new TarArchiveInputStream(new ByteArrayInputStream(archive)), folder));

        assertTrue(String.valueOf(problem.getMessage()).contains("8 GiB"), problem::getMessage);
    }

    @Test
    void leavesLinksAndDevicesBehind() throws IOException {
        Entry link = new Entry(new TarArchiveEntry("session/passwd", TarConstants.LF_SYMLINK), "");
        link.entry().setLinkName("/etc/passwd");
        Entry hard = new Entry(new TarArchiveEntry("session/hard", TarConstants.LF_LINK), "");
        hard.entry().setLinkName("/etc/passwd");
        Entry device = new Entry(new TarArchiveEntry("session/zero", TarConstants.LF_CHR), "");

        extract(link, hard, device, file("session/kept", ""));

        for (String name : new String[] {"passwd", "hard", "zero"}) {
            assertFalse(Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS), name);
        }
        assertTrue(Files.exists(folder.resolve("kept")));
    }

    private record Entry(TarArchiveEntry entry, String content) {}

    private static Entry file(String name, String content) {
        return new Entry(new TarArchiveEntry(name, true), content);
    }

    private void extract(Entry... entries) throws IOException {
        ContainerFiles.extract(new TarArchiveInputStream(new ByteArrayInputStream(archive(entries))), folder);
    }

    private static byte[] archive(Entry... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Entry each : entries) {
                byte[] content = each.content().getBytes(StandardCharsets.UTF_8);
                each.entry().setSize(content.length);
                tar.putArchiveEntry(each.entry());
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
        return bytes.toByteArray();
    }

    private static void fixChecksum(byte[] archive) {
        java.util.Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, archive, 148, text.length);
    }
}
