package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command line of the documentation is one that gradlock takes, and every block is run by a test or says why it is not. */
class DocumentedCommandsTests {
    private static final int LEAST_COMMANDS = 100;
    private static final Path GUIDE_TESTS =
            Path.of("engine", "core", "src", "test", "java", "io", "github", "gradlock", "engine", "docs");

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyCommandLineOfTheDocumentationIsOneThatThereIs() throws Exception {
        int parsed = 0;
        List<String> problems = new ArrayList<>();
        for (DocumentedPage page : DocumentedPage.all()) {
            CommandCheck.Result result = CommandCheck.of(page);
            parsed += result.parsed();
            problems.addAll(result.problems());
        }
        assertEquals("", String.join("\n", problems));
        int count = parsed;
        assertTrue(count >= LEAST_COMMANDS, () -> "only " + count + " command lines were found");
        System.out.println("documentation: " + parsed + " command lines of gradlock were parsed");
    }

    @Test
    void everyBlockIsRunSomewhereOrSaysWhyNot() throws Exception {
        List<String> problems = new ArrayList<>();
        for (DocumentedPage page : DocumentedPage.all()) {
            problems.addAll(LeftOutBlocks.problems(page));
        }
        assertEquals("", String.join("\n", problems));
    }

    /** The examples of the engine have tests beside it, which also hold what they print. */
    @Test
    void theEnginesExamplesAreRunBesideIt() throws Exception {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(DocumentedPage.HOME.resolve(GUIDE_TESTS))) {
            for (Path file : files.filter(each -> each.toString().endsWith("GuideTests.java"))
                    .toList()) {
                tests.append(Files.readString(file));
            }
        }
        for (DocumentedPage page : DocumentedPage.all()) {
            boolean hasJava = page.source().startsWith("engine/docs/")
                    && page.blocks().stream().anyMatch(block -> block.language().equals("java"));
            String name = "\"" + Path.of(page.source()).getFileName() + "\"";
            assertTrue(!hasJava || tests.indexOf(name) >= 0, () -> page.source() + " has examples that no test runs");
        }
    }

    @Test
    void everyEnvironmentOfTheDocumentationIsRead() throws Exception {
        int read = 0;
        for (DocumentedPage page : DocumentedPage.all()) {
            for (CodeBlock block : page.blocks()) {
                if (block.language().equals("yaml") && block.text().contains("\ndependencies:")) {
                    String name = block.text().replaceFirst("(?s).*?(?m:^)name: (\\S+).*", "$1");
                    Path file = Files.createDirectories(folder.resolve(name)).resolve("environment.yml");
                    EnvironmentSpecReader.read(Files.writeString(file, block.text()));
                    read++;
                }
            }
        }
        assertTrue(read >= 3, "too few environments");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "`gradlock run --itterations 2`; page.md:3: Unknown option: '--itterations'",
                "`gradlock env lst`; page.md:3: Unmatched argument at index 1: 'lst'",
                "`gradlock run --iterations two`; page.md:3: Invalid value for option '--iterations': 'two' is not an int",
                "`ci/check-nothing`; page.md:3: no script: ci/check-nothing",
                "`ci/check-compare --tiny`; page.md:3: ci/check-compare knows no option --tiny",
                "`mvn -pl engine/nothing verify`; page.md:3: no module: engine/nothing",
            })
    void aCommandThatThereIsNotIsFound(String markdown, String problem) {
        CommandCheck.Result result = CommandCheck.of(DocumentedPage.parse("page.md", "# Page\n\n" + markdown + "\n"));

        assertEquals(List.of(problem), result.problems());
    }

    @Test
    void inABlockNothingMayBeMissing() {
        DocumentedPage page =
                DocumentedPage.parse("page.md", "# Page\n```\n./gradlock env run\n```\n`gradlock env run`\n");

        assertEquals(1, CommandCheck.of(page).problems().size());
        assertTrue(CommandCheck.of(page).problems().get(0).startsWith("page.md:3: Missing required parameter"));
    }

    @Test
    void placeholdersStandForAnything() {
        DocumentedPage page = DocumentedPage.parse(
                "page.md",
                "# Page\n`gradlock lock [ENV…] --update[=PIN]` `gradlock run --restarts N 'host[jit=c2]'` `gradlock compare … --out DIR`\n");

        assertEquals(new CommandCheck.Result(3, List.of()), CommandCheck.of(page));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<!-- run by: .ci/run step \"nothing\" -->; page.md:3: no step \"nothing\" in .ci/run",
                "<!-- run by: ci/nothing -->; page.md:3: no file ci/nothing",
                "<!-- ends with: 1 -->; page.md:3: ends with 1, and shows no output",
                "<!-- ends with: 0, 0 -->; page.md:3: one status for each command",
                "<!-- run by: ci/check-faults -->; page.md:3: what is named does not run it: gradlock bisect",
            })
    void aMarkThatIsNotTrueIsFound(String mark, String problem) throws Exception {
        DocumentedPage page =
                DocumentedPage.parse("page.md", "# Page\n" + mark + "\n```\n./gradlock bisect host host\n```\n");

        assertEquals(problem, LeftOutBlocks.problems(page).get(0));
    }

    @Test
    void aMarkThatNoTestKnowsIsRefused() {
        for (String mark : List.of("<!-- not run here -->", "<!-- ends withh: 1 -->", "<!-- run with: -->")) {
            assertThrows(
                    AssertionError.class,
                    () -> DocumentedPage.parse("page.md", "# Page\n" + mark + "\n```\nls\n```\n"));
        }
    }
}
