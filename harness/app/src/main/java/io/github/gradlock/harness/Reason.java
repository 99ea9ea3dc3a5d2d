package io.github.gradlock.harness;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Says in words why something failed: the JDK tells some reasons by the name of a class alone. */
public final class Reason {
    private Reason() {}

    /** Returns the reason, without the file that a caller names. */
    public static String of(Throwable problem) {
        if (problem instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return of(wrapped.getCause());
        }
        if (problem instanceof RuntimeException && !(problem instanceof GradlockException)) {
            // Of a mistake in a program the class is half of what is known.
            return problem.toString();
        }
        String said = problem instanceof FileSystemException file ? file.getReason() : problem.getMessage();
        String words = words(problem);
        return words != null && (said == null || problem instanceof UnknownHostException)
                ? words
                : said == null || said.isBlank() ? problem.toString() : said;
    }

    /** Returns the file as well, where the problem has one. */
    public static String withFile(Throwable problem) {
        Throwable cause = problem instanceof UncheckedIOException ? problem.getCause() : problem;
        return cause instanceof FileSystemException named && named.getFile() != null
                ? named.getFile() + ": " + of(named)
                : of(problem);
    }

    private static @Nullable String words(Throwable problem) {
        if (problem instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "a file is where a folder is to be";
        }
        if (problem instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (problem instanceof UnknownHostException) {
            return "there is no host " + problem.getMessage();
        }
        if (problem instanceof ClosedChannelException || problem instanceof EOFException) {
            return "it was closed before its end";
        }
        return problem instanceof java.net.ConnectException
                ? "no connection"
                : problem instanceof java.io.IOException ? "the system gives no reason" : null;
    }
}
