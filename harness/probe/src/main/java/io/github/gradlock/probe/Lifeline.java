package io.github.gradlock.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends this process when the one that started it is gone, however it went. */
final class Lifeline {
    /** Nobody is left to read it. */
    private static final int ORPHANED = 4;

    private Lifeline() {}

    /** Waits in the background for the end of an input that the other process holds open; tests get an empty one. */
    static void hold(InputStream input) {
        System.setIn(InputStream.nullInputStream());
        Thread guard = new Thread(() -> wait(input), "gradlock-lifeline");
        guard.setDaemon(true);
        guard.start();
    }

    private static void wait(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // As good as an end.
        }
        // Not exit: a suite's shutdown hooks could hold it up.
        Runtime.getRuntime().halt(ORPHANED);
    }
}
