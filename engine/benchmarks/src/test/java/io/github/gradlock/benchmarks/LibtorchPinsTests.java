package io.github.gradlock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

/** What is fetched later has to be of the versions that were compiled against. */
class LibtorchPinsTests {
    @Test
    void nativePartsAreOfTheVersionsOnTheClassPath() throws IOException {
        List<String> pins = pins();
        assertTrue(pins.size() >= 3, "only " + pins);
        for (String pin : pins) {
            String[] fields = pin.split(" ");
            String artifact = fields[1].split(":")[1];
            assertEquals(Loader.getVersion("org.bytedeco", artifact), fields[2], pin);
            assertTrue(fields[4].matches("[0-9a-f]{64}"), pin);
        }
    }

    private static List<String> pins() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(SpeedMain.class.getResourceAsStream("/META-INF/gradlock/libtorch.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
