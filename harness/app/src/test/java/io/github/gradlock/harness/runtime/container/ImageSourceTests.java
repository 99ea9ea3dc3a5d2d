package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSourceTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write /var/lib/docker/tmp/x: no space left on device | make room",
                "manifest for r@sha256:1 not found: manifest unknown: manifest unknown | no such digest",
                "Head \"https://registry/v2/\": unauthorized: authentication required | docker login",
                "dial tcp 127.0.0.1:1: connect: connection refused | in reach",
                "dial tcp: lookup registry: no such host | in reach",
                "context deadline exceeded (Client.Timeout exceeded) | in reach",
            })
    void hintFitsTheCause(String cause, String hint) {
        GradlockException problem = ImageSource.pullFailed("r", "sha256:1", cause, null);

        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals("the image r@sha256:1 could not be pulled: " + cause, problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem::hint);
    }

    @Test
    void givesTheEnginesOwnWords() {
        GradlockException problem = ImageSource.pullFailed(
                "r", "sha256:1", "Status 500: {\"message\":\"Get \\\"x\\\": no such host\"}", null);

        assertEquals("the image r@sha256:1 could not be pulled: Get \"x\": no such host", problem.getMessage());
    }
}
