package io.github.gradlock.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTests {
    @ParameterizedTest
    @CsvSource({
        "https://me:secret@host/channel, https://me:***@host/channel",
        "https://me:p@ss@host:8443/a a@b, https://me:***@host:8443/a a@b",
        "\"see \"\"https://token@host/a\"\" and https://me:x@h/b\", \"see \"\"https://***@host/a\"\" and https://me:***@h/b\"",
        "https://conda.host/t/me-123/channel, https://conda.host/t/***/channel",
        "ssh://me@box, ssh://me@box",
        "image debian@sha256:00, image debian@sha256:00",
        "https://host/a:b@c, https://host/a:b@c",
    })
    void passwordsAreNotShown(String text, String shown) {
        assertEquals(shown, PlainText.withoutPasswords(text));
    }
}
