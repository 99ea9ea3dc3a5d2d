package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What micromamba 2.8.1 prints, shortened to what is read of it. */
class CondaAnswerTests {
    private static final String HASH = "f585a990d48588ee86c8d9b01e55207ec719f696b8fd62948e9db35d0fc50e7a";
    private static final String TEXT = """
            {
                "channel_alias": "http://mirror:8765"
            }
            === gradlock: solution ===
            {
                "actions": {
                    "FETCH": [],
                    "LINK": [
                        {
                            "build": "gen_0",
                            "build_string": "gen_0",
                            "channel": "http://mirror:8765/lab",
                            "fn": "purenoarch-0.1-gen_0.conda",
                            "name": "purenoarch",
                            "noarch": "generic",
                            "sha256": "HASH",
                            "size": 1021,
                            "url": "http://mirror:8765/lab/noarch/purenoarch-0.1-gen_0.conda",
                            "version": "0.1"
                        },
                        {
                            "build_string": "0",
                            "name": "libgreet",
                            "sha256": "HASH",
                            "size": 479,
                            "url": "https://other.example/pkgs/main/linux-64/libgreet-2.0-0.tar.bz2",
                            "version": "2.0"
                        }
                    ]
                },
                "dry_run": true,
                "success": true
            }
            """.replace("HASH", HASH);

    @Test
    void namesPackagesBelowTheAliasWithoutIt() {
        assertEquals(
                List.of(
                        new CondaPackage(
                                "libgreet",
                                "2.0=0",
                                "https://other.example/pkgs/main/linux-64/libgreet-2.0-0.tar.bz2",
                                479,
                                HASH),
                        new CondaPackage(
                                "purenoarch", "0.1=gen_0", "lab/noarch/purenoarch-0.1-gen_0.conda", 1021, HASH)),
                CondaAnswer.parse(TEXT));
        assertEquals("http://mirror:8765/", CondaAnswer.alias(TEXT));
    }

    /** The address of a mirror with its login is the user's; micromamba may repeat the login, or not. */
    @Test
    void aLoginComesIntoNoLock() {
        String login = TEXT.replace("\"channel_alias\": \"http://", "\"channel_alias\": \"http://me:secret@");
        assertEquals(CondaAnswer.parse(TEXT), CondaAnswer.parse(login));
        assertEquals(
                CondaAnswer.parse(TEXT),
                CondaAnswer.parse(login.replace("\"url\": \"http://", "\"url\": \"http://me:s@")));
        assertEquals("http://me:secret@mirror:8765/", CondaAnswer.alias(login));
        String token = TEXT.replace("https://other.example/", "https://other.example/t/secret/");
        assertThrows(IllegalArgumentException.class, () -> CondaAnswer.parse(token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"success\": true | \"solver_problems\": [\"unsupported request\"], \"success\": false | unsupported request",
                "\"success\": true | \"success\": false | found no solution",
                "=== gradlock: solution === | | ends early",
                "\"sha256\": \"f585 | \"sha256\": \"md5 | has no SHA-256 of http",
                "\"dry_run\": true, | | is not JSON",
                "\"channel_alias\": \"http://mirror:8765\" | \"x\": 1 | where its channels are",
                "\"LINK\": | \"UNLINK\": | would install nothing"
            })
    void saysWhatIsWrong(String before, @org.jspecify.annotations.Nullable String after, String message) {
        String broken =
                "\"dry_run\": true,".equals(before) ? TEXT.substring(0, TEXT.length() - 4) : replaced(before, after);
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> CondaAnswer.parse(broken));
        assertEquals(true, String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
    }

    private static String replaced(String before, @org.jspecify.annotations.Nullable String after) {
        String broken = TEXT.replace(before, after == null ? "" : after);
        assertEquals(false, broken.equals(TEXT), "the test changes nothing");
        return broken;
    }
}
