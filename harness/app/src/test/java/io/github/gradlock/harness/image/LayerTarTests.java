package io.github.gradlock.harness.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTarTests {
    private static final Instant BEGIN = Instant.ofEpochSecond(1000);

    @TempDir
    Path folder = Path.of("");

    private int layers;

    @Test
    void isTheSameWhateverTheOrderTheTimesAndTheNamesOfUsers() throws IOException {
        Layer one = layer(Set.of("etc/gone"), file("./b", "two", 999, "root"), file("./a", "one", 2000, "root"));
        Layer other = layer(Set.of("etc/gone"), file("/a", "one", 3000, "wheel"), file("/b", "two", 999, "wheel"));
        assertEquals(one.sha256(), other.sha256());
        assertEquals(one.sha256(), Digests.sha256(one.file()));
        assertEquals(Files.size(one.file()), one.size());
        assertArrayEquals(Files.readAllBytes(one.file()), Files.readAllBytes(other.file()));
        assertEquals(
                List.of("a 644 1 one", "b 644 999 two", "etc/.wh.gone 0 1 "),
                read(one).stream().toList());
        assertNotEquals(
                one.sha256(),
                layer(Set.of("etc/gone"), file("a", "one", 2000, "root"), file("b", "twi", 999, "root"))
                        .sha256());
    }

    @Test
    void ofSeveralNamesTheFirstHasTheBytes() throws IOException {
        Layer one = layer(Set.of(), file("z", "shared", 5, "root"), link("m", "z"), link("a", "z"));
        assertEquals(List.of("a 644 5 shared", "m -> a", "z -> a"), read(one));
        Layer other = layer(Set.of(), file("a", "shared", 5, "root"), link("z", "a"), link("m", "a"));
        assertEquals(one.sha256(), other.sha256());
    }

    @Test
    void refusesWhatEscapesOrPointsOutside() {
        assertThrows(GradlockException.class, () -> layer(Set.of(), file("a/../../b", "x", 5, "root")));
        assertThrows(GradlockException.class, () -> layer(Set.of(), link("a", "elsewhere")));
    }

    private record Made(TarArchiveEntry entry, byte[] bytes) {}

    private static Made file(String name, String text, long seconds, String user) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        entry.setModTime(seconds * 1000);
        entry.setUserName(user);
        return new Made(entry, bytes);
    }

    private static Made link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarArchiveEntry.LF_LINK);
        entry.setLinkName(target);
        entry.setModTime(5000);
        entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE);
        return new Made(entry, new byte[0]);
    }

    private Layer layer(Set<String> deleted, Made... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Made file : files) {
                tar.putArchiveEntry(file.entry());
                tar.write(file.bytes());
                tar.closeArchiveEntry();
            }
        }
        Path work = Files.createDirectories(folder.resolve("layer" + layers++));
        return new LayerTar(path -> path, BEGIN).write(new ByteArrayInputStream(bytes.toByteArray()), deleted, work);
    }

    private static List<String> read(Layer layer) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(layer.file());
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                found.add(
                        entry.isLink()
                                ? entry.getName() + " -> " + entry.getLinkName()
                                : entry.getName() + " " + Integer.toOctalString(entry.getMode()) + " "
                                        + entry.getLastModifiedTime()
                                                .toInstant()
                                                .getEpochSecond() + " "
                                        + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
