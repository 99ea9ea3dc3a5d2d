package io.github.gradlock.engine.kernel.cuda.emulator;

/** A kernel did what it must not, or something that the emulator does not know. */
public final class EmulatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened; the place is added where it is known. */
    public EmulatorException(String message) {
        super(message);
    }

    EmulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
