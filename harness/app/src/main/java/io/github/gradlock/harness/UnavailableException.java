package io.github.gradlock.harness;

/** An environment that this machine cannot offer: it is reported as not run, which is no failure unless it was required. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is missing and what to do about it, in one sentence without a full stop. */
    public UnavailableException(String reason) {
        super(reason);
    }
}
