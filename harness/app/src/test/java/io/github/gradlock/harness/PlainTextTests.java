package io.github.gradlock.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTests {
    @ParameterizedTest
    @CsvSource({
        "https://me:secret@host/channel, https://***@host/channel",
        "https://me:p@ss@host:8443/a a@b, https://***@host:8443/a a@b",
        "https://me@corp.com:secret@host/ch, https://***@host/ch",
        "HTTPS://token:x@host, HTTPS://***@host",
        "git+https://me:it's\"\"@host/a, git+https://***@host/a",
        "\"see \"\"https://token@host/a\"\" and https://me:x@h/b\", \"see \"\"https://***@host/a\"\" and https://***@h/b\"",
        "https://conda.host/t/me-123/channel, https://conda.host/t/***/channel",
        "https://me:x@conda.host/t/me-123/channel::numpy, https://***@conda.host/t/***/channel::numpy",
        "ssh://me@corp.com:secret@box, ssh://me@corp.com:***@box",
        "file:///t/folder, file:///t/folder",
        "ssh://me@box, ssh://me@box",
        "image debian@sha256:00, image debian@sha256:00",
        "https://host/a:b@c, https://host/a:b@c",
    })
    void passwordsAreNotShown(String text, String shown) {
        assertEquals(shown, PlainText.withoutPasswords(text));
    }
}
