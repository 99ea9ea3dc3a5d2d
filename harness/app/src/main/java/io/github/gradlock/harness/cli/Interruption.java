package io.github.gradlock.harness.cli;

/** Says, when a person interrupts a command, what is left of it. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** From now until it is forgotten, this is said. */
    static Interruption says(Console console, String text) {
        Thread hook = new Thread(() -> console.error("\ninterrupted: " + text));
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
}
