package io.github.gradlock.engine.kernel.cuda.ptx;

/** A text is no PTX, or has something that is not read here. */
public final class PtxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * Says what is wrong.
     *
     * @param line of the text, from 1
     * @param message without the place
     */
    public PtxException(int line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /** Returns the line of the text, from 1. */
    public int line() {
        return line;
    }
}
