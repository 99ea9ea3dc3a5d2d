package org.example;

import org.junit.jupiter.api.Test;

/** No test for gradlock: it must not be executed in an environment. */
class ElsewhereTests {
    @Test
    void needsItsOwnMachine() {
        throw new IllegalStateException("executed in an environment");
    }
}
