package io.github.gradlock.probe.endless;

import io.github.gradlock.recorder.GradientRecorder;
import org.junit.jupiter.api.Test;

/** One case that ends and one that does not. */
class EndlessSample {
    @Test
    void first(GradientRecorder recorder) {
        recorder.record("x", new long[] {1});
    }

    @Test
    void second(GradientRecorder recorder) throws InterruptedException {
        recorder.record("x", new long[] {2});
        Thread.sleep(600_000);
    }
}
