package io.github.gradlock.engine.reference;

/** Says that the engine lacks what a case calls for; such a case is counted, not failed. */
final class UnsupportedCallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedCallException(String message) {
        super(message);
    }
}
