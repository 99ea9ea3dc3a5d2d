package io.github.gradlock.site;

/** A site that cannot be made, with what to do about it. */
final class SiteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String hint;

    SiteException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
