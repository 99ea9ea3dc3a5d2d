package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad file is answered with exit 2, its place, what is wrong, and what to do. */
class BadInputTests {
    @TempDir
    Path folder;

    static Stream<Arguments> environments() {
        return Stream.of(
                bad("name: a: b\n", "1:8", "not valid YAML: mapping values are not allowed here", "indentation"),
                bad("name: [a\n", "2:1", "not valid YAML: expected ',' or ']'", "brackets"),
                bad("name: \"a\n", "2:1", "not valid YAML: found unexpected end of stream", "indentation"),
                bad("\tname: a\n", "1:1", "not valid YAML: found character '\\t(TAB)'", "indentation"),
                bad("", "1:1", "the file is empty", "\"dependencies:\""),
                bad("# nothing\n", "1:1", "the file is empty", "\"name:\""),
                bad("a\n", "1:1", "an environment must be a mapping, found the text \"a\"", "key: value"),
                bad("- a\n", "1:1", "an environment must be a mapping, found a list", "key: value"),
                bad("nme: a\n", "1:1", "unknown key \"nme\" in an environment", "did you mean \"name\"?"),
                bad("name: a\ndependancies: []\n", "2:1", "unknown key \"dependancies\"", "\"dependencies\"?"),
                bad("name: a\nzzzzzzzz: 1\n", "2:1", "unknown key \"zzzzzzzz\"", "known here: channels, dependencies"),
                bad("name: a\nname: b\n", "2:1", "the key \"name\" stands twice", "environment.yml:1:1"),
                bad("name: a\n---\nname: b\n", "2:1", "a second YAML document", "one document in a file"),
                bad("name: !!python/object:os.system a\n", "1:7", "the tag tag:yaml.org,2002:python/", "plain YAML"),
                bad("name: !!str a\n", "1:7", "the tag tag:yaml.org,2002:str is not allowed", "plain YAML"),
                bad("? [a]\n: b\n", "1:3", "a key must be text, found a list", "key: value"),
                bad("name: *a\n", "1:7", "the alias *a refers to nothing before it", "define &a first"),
                bad("name: &a [*a]\n", "1:11", "the alias *a refers to nothing before it", "contain itself"),
                bad("name: [a]\n", "1:7", "\"name\" must be text, found a list", "behind the colon"),
                bad("name:\nchannels: []\n", "1:6", "\"name\" must be text, found nothing", "behind the colon"),
                bad("name: a b\n", "1:7", "\"a b\" cannot be a name", "letters, digits"),
                bad("name: ../up\n", "1:7", "\"../up\" cannot be a name", "letters, digits"),
                bad("channels: host\n", "1:11", "\"channels\" must be a list, found the text \"host\"", "[a, b]"),
                bad("channels: [a, {b: c}]\n", "1:15", "a channel must be text, found a mapping", "colon"),
                bad("channels: [a, a]\n", "1:15", "the channel \"a\" stands twice", "remove"),
                bad("dependencies: 3\n", "1:15", "\"dependencies\" must be a list, found the number 3", "[a, b]"),
                bad("dependencies:\n  - jdk=>17\n", "2:5", "\"jdk=>17\" is not a match-spec", "\"jdk>=17,<22\""),
                bad("dependencies:\n  - jdk=banana\n", "2:5", "\"jdk=banana\" names no release", "jdk=21"),
                bad("dependencies:\n  - '=17'\n", "2:5", "\"=17\" does not name a dependency", "jdk=21"),
                bad("dependencies:\n  - jdk=17\n  - jdk=21\n", "3:5", "\"jdk\" stands twice", "yml:2:5"),
                bad("dependencies:\n  - pipp: [a]\n", "2:5", "unknown key \"pipp\"", "did you mean \"pip\"?"),
                bad(
                        "dependencies:\n  - maven: [org.jcuda]\n",
                        "2:13",
                        "\"org.jcuda\" does not name",
                        "artifact:version"),
                bad("dependencies:\n  - apt: ['a b; rm']\n", "2:11", "\"a b; rm\" does not name", "package name"),
                bad("variables: [A]\n", "1:12", "\"variables\" must be a mapping, found a list", "key: value"),
                bad("variables: {A-B: c}\n", "1:13", "\"A-B\" cannot be an environment variable", "underscores"),
                bad("platforms: [linux64]\n", "1:13", "a platform must be one of linux-64", "mean \"linux-64\"?"),
                bad("gradlock: {runtme: host}\n", "1:12", "unknown key \"runtme\" in \"gradlock\"", "\"runtime\"?"),
                bad("gradlock: {runtime: hots}\n", "1:21", "\"runtime\" must be one of host, container", "\"host\"?"),
                bad("gradlock: {gpu: yes}\n", "1:17", "\"gpu\" must be one of none, optional, required", "known here"),
                bad("gradlock: {jvm: [-cp]}\n", "1:18", "\"-cp\" cannot be a JVM option", "-XX:+UseParallelGC"),
                bad("gradlock: {jvm: [x]}\n", "1:18", "\"x\" cannot be a JVM option", "-XX:+UseParallelGC"),
                bad("gradlock: {limits: {memory: lots}}\n", "1:29", "\"memory\" must be an amount", "512m or 2g"),
                bad("gradlock: {limits: {memory: 1m}}\n", "1:29", "at least 64m", "512m or 2g"),
                bad("gradlock: {limits: {cpus: 0}}\n", "1:27", "\"cpus\" must be a number above 0", "2 or 0.5"),
                bad("gradlock: {limits: {pids: -1}}\n", "1:27", "whole number from 16", "write for instance 16"),
                bad("gradlock: {limits: {timeout: 10}}\n", "1:30", "\"timeout\" must be a time with its unit", "10m"),
                bad("gradlock: {limits: {time: 10m}}\n", "1:21", "unknown key \"time\"", "\"timeout\""),
                bad(
                        "gradlock: {variants: {PATH: [a]}}\n",
                        "1:23",
                        "the variable PATH cannot be a factor",
                        "gradlock sets it"),
                bad(
                        "gradlock: {variants: {AAA: [" + "v".repeat(64) + "], BBB: [" + "v".repeat(64) + "], CCC: ["
                                + "v".repeat(20) + "]}}\n",
                        "1:22",
                        "a variant's name has 164 characters, and may have 160: [AAA=vvv",
                        "fewer variables or shorter values"),
                bad(
                        "gradlock: {variants: [{A: b}, {" + "V".repeat(64) + ": " + "v".repeat(64) + ", C: "
                                + "v".repeat(40) + "}]}\n",
                        "1:31",
                        "a variant's name has 174 characters",
                        "fewer variables or shorter values"),
                bad("gradlock: {variants: {MODE: [a, a]}}\n", "1:33", "MODE=a stands twice", "remove one of the two"),
                bad(
                        "gradlock: {variants: {MODE: [a, 'b c']}}\n",
                        "1:33",
                        "\"b c\" cannot be a value of the factor MODE",
                        "it stands in the names of environments"),
                bad("gradlock: {variants: {jitt: c2}}\n", "1:23", "unknown factor \"jitt\"", "did you mean \"jit\"?"),
                bad("gradlock: {variants: {jit: c3}}\n", "1:28", "\"jit\" must be one of int, c1, c2", "\"c1\"?"),
                bad("gradlock: {variants: {threads: 0}}\n", "1:32", "a whole number from 1", "instance 1"),
                bad("gradlock: {variants: {avx: []}}\n", "1:28", "\"avx\" must be a value or a list", "remove"),
                bad("gradlock: {variants: {avx: [1, 1]}}\n", "1:32", "avx=1 stands twice", "remove"),
                bad("gradlock: {variants: [{jit: c1}, {jit: [c2, c1]}]}\n", "1:34", "[jit=c1] stands twice", "rows"),
                bad("gradlock: {variants: []}\n", "1:22", "\"variants\" must be a mapping or a list", "remove"),
                bad("gradlock: {each: jdk}\n", "1:18", "\"each\" must be one of installed-jdk", "installed-jdk"),
                bad("gradlock: {each: installed-jdk}\n", "1:18", "needs the host runtime", "runtime: host"),
                bad("name: a\u0000b\n", "1:8", "the character U+0000 does not belong", "escape"),
                bad("name: a\n# \u202Eevil\n", "2:3", "the character U+202E does not belong", "remove it"),
                bad("[".repeat(60) + "\n", "1:52", "nested deeper than 50 levels", "unclosed bracket"));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void namesThePlaceTheFaultAndTheRemedy(String text, String place, String message, String hint) throws IOException {
        Path file = Files.writeString(folder.resolve("environment.yml"), text);
        assertProblem(file, file + ":" + place, message, hint);
    }

    @Test
    void refusesAnAliasBomb() throws IOException {
        StringBuilder text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char level = 'b'; level <= 'i'; level++) {
            char below = (char) (level - 1);
            text.append(level).append(": &").append(level).append(" [");
            text.append(("*" + below + ", ").repeat(5))
                    .append("*")
                    .append(below)
                    .append("]\n");
        }
        Path file = Files.writeString(folder.resolve("environment.yml"), text);
        assertProblem(file, file + ":6:4", "stands for more than 50000 nodes", "without aliases of aliases");
    }

    @Test
    void refusesManyAliases() throws IOException {
        Path file = Files.writeString(
                folder.resolve("environment.yml"), "name: &a x\nchannels: [" + "*a, ".repeat(51) + "]\n");
        assertProblem(file, file + ":2:212", "more than 50 aliases", "write the repeated parts out");
    }

    @Test
    void refusesALargeFileWithoutReadingIt() throws IOException {
        Path file = folder.resolve("environment.yml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        assertProblem(file, file.toString(), "the file has 104,857,600 bytes", "is this the right file?");
    }

    @Test
    void refusesWhatIsNotText() throws IOException {
        Path file = folder.resolve("environment.yml");
        Files.write(file, "name: a\nb: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(file, file + ":2:4", "not UTF-8 from here on", "save the file as UTF-8");
        assertProblem(folder, folder.toString(), "this is a folder", "name the file");
        Path gone = folder.resolve("gone");
        assertProblem(gone, gone.toString(), "no such file", "env list");
    }

    @Test
    void refusesAMatrixOfThousands() throws IOException {
        Path file = Files.writeString(
                folder.resolve("environment.yml"),
                "gradlock: {variants: {threads: [1,2,3,4,5,6,7,8,9,10], avx: [0,1,2,3], jit: [int,c1,c2,mixed],"
                        + " libm: [java,intrinsic]}}\n");
        assertProblem(file, file + ":1:22", "makes more than 256 variants", "combinations that matter");
    }

    private static Arguments bad(String text, String place, String message, String hint) {
        return Arguments.of(text, place, message, hint);
    }

    private static void assertProblem(Path file, String location, String message, String hint) {
        GradlockException problem = assertThrows(GradlockException.class, () -> EnvironmentSpecReader.read(file));
        assertAll(
                () -> assertEquals(ExitStatus.BAD_INPUT, problem.status()),
                () -> assertEquals(location, problem.location()),
                () -> assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage()),
                () -> assertTrue(problem.hint().contains(hint), problem.hint()));
    }
}
