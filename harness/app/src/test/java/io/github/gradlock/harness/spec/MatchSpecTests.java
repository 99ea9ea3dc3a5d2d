package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchSpecTests {
    /** The examples of conda's documentation of match-specs, and what JDKs and suites need of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "=1.11; 1.11.0 1.11.1 1.11.2 1.11.18; 1.1 1.12 1.110",
                "==1.11; 1.11 1.11.0; 1.11.1",
                ">=1.11; 1.11 1.12 2; 1.10.9",
                "=1.11.1|1.11.3; 1.11.1 1.11.3; 1.11.2",
                ">=1.8,<2; 1.8 1.9 1.99; 2.0 1.7.9",
                "1.8*; 1.8 1.8.5; 1.9 1.80",
                "1.8.*; 1.8.0 1.8.12; 1.9",
                "1.8; 1.8 1.8.0; 1.8.1",
                "==1.8.1; 1.8.1; 1.8.2",
                "=1.8.1=py27_0; 1.8.1; 1.8.2",
                ">=1.9 py310*; 1.9 2.0; 1.8",
                ">= 1.9, <2 py310*; 1.9 1.99; 2.0",
                ">=1.0,<2.0|>3.0; 1.5 3.1; 2.5 0.9",
                "!=1.5; 1.4 1.5.1; 1.5 1.5.0",
                "!=1.5.*; 1.4 1.6; 1.5 1.5.3",
                "~=1.4.2; 1.4.2 1.4.9; 1.5.0 1.4.1",
                "*; 1 anything; ",
                "=17; 17.0.15+6 17 17.0.21.1+2; 21.0.1+1 1.7 170",
                "==17.0.15+6; 17.0.15+6; 17.0.15+7 17.0.15",
                "=17.0.15+6; 17.0.15+6; 17.0.15+7 17.0.16+6",
                ">=17,<22; 17.0.15+6 21.0.12+8; 22 25.0.3+9 11.0.2",
                "=12.8; 12.8 12.8.1; 12.80 12.9",
                "=bookworm; bookworm; trixie sid",
            })
    void matchesAsConda(String spec, String matching, String others) {
        MatchSpec parsed = MatchSpec.parse(spec);
        for (String version : matching.split(" ")) {
            assertTrue(parsed.matches(version), spec + " must match " + version);
        }
        for (String version : others == null ? new String[0] : others.split(" ")) {
            assertEquals(false, parsed.matches(version), spec + " must not match " + version);
        }
    }

    /** The order that conda documents for its versions. */
    @Test
    void ordersAsConda() {
        List<String> ordered = List.of(
                "0.4",
                "0.4.1.rc",
                "0.4.1",
                "0.5a1",
                "0.5b3",
                "0.5C1",
                "0.5",
                "0.9.6",
                "0.960923",
                "1.0",
                "1.1dev1",
                "1.1_",
                "1.1a1",
                "1.1.0dev1",
                "1.1.a1",
                "1.1.0rc1",
                "1.1.0",
                "1.1.0post1",
                "1.1post1",
                "1996.07.12",
                "1!0.4.1",
                "1!3.1.1.6",
                "2!0.4.1");
        for (int low = 0; low < ordered.size(); low++) {
            for (int high = low + 1; high < ordered.size(); high++) {
                String less = ordered.get(low);
                String more = ordered.get(high);
                assertTrue(MatchSpec.compare(less, more) < 0, less + " < " + more);
                assertTrue(MatchSpec.compare(more, less) > 0, more + " > " + less);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4,0.4.0", "0.4.1.rc,0.4.1.RC", "1.1.0dev1,1.1.dev1", "1.1.0,1.1", "1.1.0post1,1.1.post1"})
    void takesMissingPartsForZero(String one, String other) {
        assertEquals(0, MatchSpec.compare(one, other));
        assertEquals(CondaVersion.of(one), CondaVersion.of(other));
        assertEquals(CondaVersion.of(one).hashCode(), CondaVersion.of(other).hashCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "=1.1,; a version is missing beside , or |",
                "|2; a version is missing beside , or |",
                "=>2; \"=>2\" is not a version",
                "=1.*.2; \"1.*.2\" has a * that is not at its end",
                "~=2; ~=2 needs a version of two parts or more",
            })
    void refusesWhatIsNoMatchSpec(String spec, String message) {
        IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(spec));
        assertEquals(message, problem.getMessage());
    }

    @Test
    void leavesWhiteSpaceAway() {
        assertEquals(">=17,<22", MatchSpec.parse(" >= 17, < 22 ").toString());
        assertEquals("=1.8.1=py27_0", MatchSpec.parse("=1.8.1 py27_0").toString());
        assertEquals(">=1.9,<2 py310*", MatchSpec.parse(">= 1.9, <2  py310*").toString());
        assertEquals(">=1.9 py310*", MatchSpec.parse(">=1.9 py310*").toString());
        assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(">=1.9 py310* 3"));
        assertEquals("", MatchSpec.parse("  ").toString());
    }
}
