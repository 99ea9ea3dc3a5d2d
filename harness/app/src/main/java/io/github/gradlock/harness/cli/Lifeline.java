package io.github.gradlock.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends this process, as an interruption does, when the one that started it is gone, however it went. */
final class Lifeline {
    /** As of a process that was asked to end. */
    private static final int TERMINATED = 143;

    private Lifeline() {}

    /** Waits in the background for the end of an input that the other process holds open. */
    static void hold(InputStream input) {
        Thread guard = new Thread(
                () -> {
                    try {
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException closed) {
                        // As good as an end.
                    }
                    System.exit(TERMINATED);
                },
                "gradlock-lifeline");
        guard.setDaemon(true);
        guard.start();
    }
}
