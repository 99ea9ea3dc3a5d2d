package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTests {
    /** The SHA-256 of softmax.grad begins with cc0710c3673a9287; the remainders are of Python's integers. */
    @Test
    void isDefinedByTheHashAlone() {
        assertEquals(0, remainder("softmax.grad", 1));
        assertEquals(0, remainder("softmax.grad", 3));
        assertEquals(9, remainder("softmax.grad", 10));
        assertEquals(5, remainder("größe[∂]", 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 256, Shard.MOST})
    void everyCaseIsInOneShard(int of) {
        for (int i = 0; i < 200; i++) {
            String id = "case" + i;
            assertEquals(
                    1,
                    IntStream.rangeClosed(1, of)
                            .filter(number -> new Shard(number, of).contains(id))
                            .count());
        }
    }

    @Test
    void sharesAreAboutEqual() {
        long third = IntStream.range(0, 3000)
                .filter(i -> new Shard(2, 3).contains("op" + i + ".grad"))
                .count();
        assertEquals(1000, third, 100);
    }

    @Test
    void isReadAsItIsWritten() {
        assertEquals(new Shard(3, 10), Shard.parse("3/10"));
        assertEquals("3/10", new Shard(3, 10).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "0/3",
                "4/3",
                "3/0",
                "-1/3",
                "1/1001",
                "1/03",
                " 1/3",
                "1/3 ",
                "1/99999999999",
                "a/b",
                "٣/٣"
            })
    void whatIsNoShardIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
    }

    private static int remainder(String id, int of) {
        return IntStream.rangeClosed(1, of)
                        .filter(number -> new Shard(number, of).contains(id))
                        .findFirst()
                        .orElseThrow()
                - 1;
    }
}
