package io.github.gradlock.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ReasonTests {
    @Test
    void whatTheJdkSaysByAClassIsPutIntoWords() {
        assertEquals("there is no such file", Reason.of(new NoSuchFileException("/x")));
        assertEquals("permission denied", Reason.of(new UncheckedIOException(new AccessDeniedException("/x"))));
        assertEquals("it is no folder", Reason.of(new NotDirectoryException("/x")));
        assertEquals("no connection", Reason.of(new ConnectException()));
        assertEquals("there is no host here.invalid", Reason.of(new UnknownHostException("here.invalid")));
        assertEquals("the system gives no reason", Reason.of(new IOException()));
        assertEquals("/x: there is no such file", Reason.withFile(new NoSuchFileException("/x")));
    }

    @Test
    void whatIsSaidIsKept() {
        assertEquals("No space left", Reason.of(new FileSystemException("/x", null, "No space left")));
        assertEquals("Broken pipe", Reason.withFile(new IOException("Broken pipe")));
        assertEquals("java.lang.IllegalStateException", Reason.of(new IllegalStateException()));
        assertEquals("no", Reason.of(GradlockException.badInput(null, "no", "hint")));
    }

    @Test
    void aMistakeOfAProgramKeepsItsClass() {
        assertEquals(
                "java.util.NoSuchElementException: No value present",
                Reason.withFile(new NoSuchElementException("No value present")));
    }
}
