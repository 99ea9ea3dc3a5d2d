package io.github.gradlock.suite.reference;

/** Says that a case calls for something that the engine, or the table of calls, does not know. */
final class UnsupportedCallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedCallException(String message) {
        super(message);
    }
}
