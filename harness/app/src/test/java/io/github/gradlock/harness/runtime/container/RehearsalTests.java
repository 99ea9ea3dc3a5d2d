package io.github.gradlock.harness.runtime.container;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsalTests {
    /** The launcher would not tell: it keeps what classes there are. */
    @Test
    @Timeout(60)
    void comesToItsEnd() throws Exception {
        Rehearsal.run();
    }
}
