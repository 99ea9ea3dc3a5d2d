package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Path;

/** A bundle, or a file in one, that cannot be trusted: truncated, malformed, or not what its checksum says. */
public final class BundleException extends IOException {
    /** What to do about contents that are not those that were written. */
    static final String DAMAGED = "the bundle is damaged or was changed; take it from its source again";

    private static final long serialVersionUID = 1L;

    private final String location;
    private final String hint;

    /** Says what is wrong, where ({@code file} or {@code file:line:column}), and what to do. */
    public BundleException(String location, String message, String hint) {
        super(message);
        this.location = location;
        this.hint = hint;
    }

    /** As the other one, for a file as a whole. */
    public BundleException(Path file, String message, String hint) {
        this(file.toString(), message, hint);
    }

    /** Returns the file, with line and column where they are known. */
    public String location() {
        return location;
    }

    /** Returns the file's name without its folders, which may be gone, with line and column where they are known. */
    public String place() {
        return location.replaceFirst(".*[/\\\\]", "");
    }

    /** Returns what to do next. */
    public String hint() {
        return hint;
    }
}
