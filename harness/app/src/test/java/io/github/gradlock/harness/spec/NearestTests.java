package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTests {
    @Test
    void countsEditsAndSwaps() {
        assertEquals(0, Nearest.distance("jit", "jit"));
        assertEquals(1, Nearest.distance("jti", "jit"));
        assertEquals(3, Nearest.distance("", "jit"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
    }

    @Test
    void offersTheNearestWordOrAllOfThem() {
        List<String> words = List.of("host", "host-jdk", "debian-17");
        assertEquals(Optional.of("debian-17"), Nearest.of("debain-17", words));
        assertEquals(Optional.empty(), Nearest.of("temurin", words));
        assertEquals("did you mean \"host\"?", Nearest.hint("hots", words));
        assertEquals("known here: debian-17, host, host-jdk", Nearest.hint("temurin", words));
        assertEquals("nothing is known here", Nearest.hint("temurin", List.of()));
    }
}
