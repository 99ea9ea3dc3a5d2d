package io.github.gradlock.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java has no arrays of a type variable: what is written twice, for float32 and float64, stays the same but for the type. */
class TwinSourcesTests {
    private static final Path SOURCES = Path.of("src/main/java/io/github/gradlock/engine/kernel/vector");

    @ParameterizedTest
    @ValueSource(strings = {"Product", "SmallProduct", "Tile", "LowTile", "Scratch", "Packing"})
    void bothSayTheSame(String name) throws IOException {
        String single = Files.readString(SOURCES.resolve("Float" + name + ".java"));
        String twin = Files.readString(SOURCES.resolve("Double" + name + ".java"));
        String expected = single.replace("FLOATS", "DOUBLES")
                .replace("Float", "Double")
                .replaceAll("float(?!32)", "double")
                .replace("float32", "float64");
        assertEquals(plain(expected), plain(twin));
    }

    /** Lines are broken elsewhere where names are longer; in comments that shows as another star. */
    private static String plain(String source) {
        return source.replaceAll("\\s+(\\*(?!/))?", "");
    }
}
