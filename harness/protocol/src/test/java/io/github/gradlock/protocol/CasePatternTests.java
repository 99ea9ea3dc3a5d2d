package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasePatternTests {
    @ParameterizedTest
    @CsvSource({
        "conv?d.*, conv2d.grad, true",
        "conv, conv2d, false",
        "a[float32].(x), a[float32].(x), true",
        "a.c, abc, false",
        "*, , true",
        "x?z, x𝛼z, true",
        "x??z, x𝛼z, false"
    })
    void matchesTheWholeId(String pattern, String id, boolean matches) {
        assertEquals(matches, new CasePattern(pattern).matches(id == null ? "" : id));
    }
}
