package io.github.gradlock.harness.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Says, when a person interrupts a command, what is left of it; from then on the command itself says and begins nothing more. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** From now until it is forgotten, this is said. */
    static Interruption says(Console console, Supplier<String> text) {
        Thread hook = new Thread(() -> console.error("\ninterrupted: " + text.get()));
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** The command is over, or ends otherwise. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException interrupted) {
            // It runs already.
        }
    }

    /** Returns whether the process is ending. */
    static boolean isUnderWay() {
        Thread probe = new Thread();
        try {
            // Hooks are refused from the moment of an interruption on.
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Goes on, unless the process is ending: what fails because it does is no news, and what would be begun is not wanted. */
    static void hold() {
        while (isUnderWay()) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException again) {
                // The process ends without this thread.
            }
        }
    }
}
