package io.github.gradlock.notebook;

import java.util.List;

/** A cell that does not compile, or that threw: what is shown beneath it. */
final class CellException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    CellException(List<String> lines) {
        super(lines.get(0));
        this.lines = List.copyOf(lines);
    }

    /** Returns what a person reads: the reason first, then its place. */
    List<String> lines() {
        return lines;
    }
}
