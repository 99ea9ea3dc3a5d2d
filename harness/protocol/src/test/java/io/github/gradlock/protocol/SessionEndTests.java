package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionEndTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theCaseAtWhichAProcessEndedIsKnown() throws Exception {
        Path session = folder.resolve("session");
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            assertEquals(new SessionEnd(false, null), SessionEnd.of(session));
            SessionWriter.CaseWriter first = writer.begin("a longer name than the next", 0);
            assertEquals(new SessionEnd(false, "a longer name than the next"), SessionEnd.of(session));
            first.end(CaseStatus.PASSED, null);
            assertEquals(new SessionEnd(false, null), SessionEnd.of(session));
            writer.begin("größer", 0);
        }
        assertEquals(new SessionEnd(false, "größer"), SessionEnd.of(session));
    }

    @Test
    void aSessionThatIsFinishedHasNone() throws Exception {
        Path session = folder.resolve("session");
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            writer.begin("one", 0).end(CaseStatus.PASSED, null);
            writer.finish();
        }
        assertEquals(new SessionEnd(true, null), SessionEnd.of(session));
        assertFalse(Files.exists(session.resolve(Session.RUNNING)));
    }

    @Test
    void whatASuiteWroteThereInsteadIsNothing() throws Exception {
        Path session = Files.createDirectories(folder.resolve("session"));
        for (byte[] content : new byte[][] {{}, {0}, {0, 9, 'a'}, {-1, -1, 'a'}, new byte[5000]}) {
            Files.write(session.resolve(Session.RUNNING), content);
            assertEquals(null, SessionEnd.of(session).running());
        }
    }
}
