package io.github.gradlock.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process when its standard input ends: the harness holds the other end, and the system closes it for a
 * harness that was killed.
 */
final class Lifeline {
    private static final int FAILED = 3;

    private Lifeline() {}

    /** Watches a stream from now on, and gives tests an empty one in its place. */
    static void hold(InputStream stdin) {
        System.setIn(InputStream.nullInputStream());
        Thread thread = new Thread(() -> watch(stdin), "gradlock-lifeline");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(InputStream stdin) {
        try {
            stdin.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe is an end too.
            System.err.println("standard input: " + e.getMessage());
        }
        // Not exit: a suite's shutdown hooks could hold the process.
        Runtime.getRuntime().halt(FAILED);
    }
}
