package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a command ends without a result; its document's schema is {@code error.schema.json} beside that of the report.
 *
 * @param status what the process answers
 * @param location {@code file} or {@code file:line:column}; null if no file is at fault
 * @param message what happened
 * @param hint what to do next
 */
record Failure(ExitStatus status, @Nullable String location, String message, String hint) {
    /** Returns whether the document of {@code --json} was asked for, as far as arguments that may be wrong can tell. */
    static boolean wantsDocument(List<String> arguments) {
        int end = arguments.indexOf("--");
        List<String> options = end < 0 ? arguments : arguments.subList(0, end);
        return options.contains("--json") || options.contains("--json=true");
    }

    /** Says that a file could not be read or written. */
    static Failure of(IOException problem) {
        String file = problem instanceof FileSystemException named ? named.getFile() : null;
        return new Failure(
                ExitStatus.INCOMPLETE,
                file,
                "could not be read or written: " + Reason.of(problem),
                "look at the file's permissions, and at the space that the disk has");
    }

    /** Prints it for a person. */
    void print(PrintWriter err) {
        err.println(shown("error: " + (location == null ? "" : location + ": ") + message));
        err.println();
        err.println(shown("hint: " + hint));
        err.flush();
    }

    private static String shown(String text) {
        return PlainText.ofLines(PlainText.withoutPasswords(text));
    }

    /** Returns it for a program. */
    Map<String, Object> document() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("location", location);
        error.put("hint", hint);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("verdict", "error");
        document.put("exit", status.code());
        document.put("error", error);
        return document;
    }
}
