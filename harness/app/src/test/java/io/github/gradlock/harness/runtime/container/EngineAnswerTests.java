package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAnswerTests {
    private final List<String> connection = new ArrayList<>();

    /** Ends of lines are written as {@code |}. */
    private EngineAnswer answer(String text) throws IOException {
        return EngineAnswer.read(
                new ByteArrayInputStream(text.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8)),
                () -> connection.add("kept"),
                () -> connection.add("closed"));
    }

    private static String body(EngineAnswer answer) throws IOException {
        return new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK|Content-Length: 5||hellomore, 200, hello, kept",
        "HTTP/1.1 200 OK|content-length: 5|Connection: close||hello, 200, hello, closed",
        "HTTP/1.0 200 OK|Content-Length: 5||hello, 200, hello, closed",
        "HTTP/1.1 404 Not Found|Content-Length: 2||no, 404, no, kept",
        "HTTP/1.1 204 No Content||, 204, '', kept",
        "HTTP/1.1 304 Not Modified||, 304, '', kept",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|hel|2;x=y|lo|0||, 200, hello, kept",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||A|0123456789|0|Trailer: x||, 200, 0123456789, kept",
        "HTTP/1.1 200 OK||hello, 200, hello, closed",
        "HTTP/1.1 101 UPGRADED|Upgrade: tcp||hello, 200, hello, closed"
    })
    void aBodyEndsWhereTheHeadSaysSo(String text, int status, String body, String afterwards) throws Exception {
        EngineAnswer answer = answer(text);
        assertEquals(status, answer.getStatusCode());
        assertEquals(body, body(answer));
        answer.close();
        answer.close();
        assertEquals(List.of(afterwards), connection);
    }

    @Test
    void aConnectionWithAnAnswerThatWasNotReadIsNotKept() throws Exception {
        EngineAnswer answer = answer("HTTP/1.1 200 OK|Content-Length: 5||hello");
        assertEquals('h', answer.getBody().read());
        answer.close();
        assertEquals(List.of("closed"), connection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 9||hello",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|hello",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|hello|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|hello|0||"
            })
    void aBodyThatIsNotWholeIsAnError(String text) throws Exception {
        EngineAnswer answer = answer(text);
        assertThrows(IOException.class, () -> body(answer));
        answer.close();
        assertEquals(List.of("closed"), connection);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ended the connection",
        "HTTP/1.1 200 OK|Content-Le, ended the connection",
        "SSH-2.0-OpenSSH_9.2|, does not answer as an engine",
        "HTTP/1.1 200 OK|no colon||, does not answer as an engine",
        "HTTP/1.1 200 OK|Content-Length: many||, does not answer as an engine"
    })
    void whatIsNoAnswerIsSaid(String text, String said) {
        IOException problem = assertThrows(IOException.class, () -> answer(text));
        assertTrue(String.valueOf(problem.getMessage()).contains(said), problem.getMessage());
    }
}
