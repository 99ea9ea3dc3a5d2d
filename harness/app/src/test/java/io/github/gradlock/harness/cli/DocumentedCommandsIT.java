package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import io.github.gradlock.harness.docs.StableLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the documentation, as a person types them: page by page in a fresh project, in the order of the page, with the exit statuses and the
 * output that the page says. Java is compiled. CONTRIBUTING.md tells how a block is marked that is run elsewhere.
 */
@Tag("host")
@EnabledIfSystemProperty(
        named = "os.arch",
        matches = "amd64|x86_64",
        disabledReason = "x86-64 only: the pages show its factors")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class DocumentedCommandsIT {
    /** One page alone, for who writes it. */
    private static final String ONLY = System.getProperty("gradlock.page", "");

    private static final AtomicInteger RUN = new AtomicInteger();
    private static final AtomicInteger COMPILED = new AtomicInteger();

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> everyPageDoesWhatItSays() throws IOException {
        return DocumentedPage.all().stream()
                .filter(page -> ONLY.isEmpty() || page.source().equals(ONLY))
                .filter(page -> page.blocks().stream().anyMatch(DocumentedCommandsIT::isOurs))
                .map(page -> DynamicTest.dynamicTest(page.source(), () -> follow(page)));
    }

    @AfterAll
    static void sum() throws IOException {
        System.out.println(
                "documentation: " + RUN + " commands were run, " + COMPILED + " pieces of Java compiled; left out are");
        for (DocumentedPage page : DocumentedPage.all()) {
            page.blocks().stream()
                    .filter(block -> block.marks().isLeftOut())
                    .forEach(block -> System.out.println("  " + block.place() + ": " + reason(block)));
        }
    }

    private static String reason(CodeBlock block) {
        List<String> others =
                block.marks().runBy().stream().map(Object::toString).toList();
        return others.isEmpty() ? block.marks().notRun() : "run by " + String.join(", ", others);
    }

    /** The engine's examples are tested beside it. */
    private static boolean isOurs(CodeBlock block) {
        boolean isJava = block.language().equals("java") && !block.page().startsWith("engine/");
        return (block.isCommands() || isJava) && !block.marks().isLeftOut();
    }

    private void follow(DocumentedPage page) throws Exception {
        Path place = Files.createDirectories(folder.resolve(page.source().replace('/', '-')));
        try (ProjectCopy project = ProjectCopy.in(Files.createDirectories(place.resolve("project")))) {
            for (CodeBlock block : page.blocks()) {
                follow(project, block, place.resolve("java"));
            }
        }
    }

    private static void follow(ProjectCopy project, CodeBlock block, Path java) throws Exception {
        if (!block.marks().file().isEmpty()) {
            project.write(block.marks().file(), block.text());
        } else if (DocumentedJava.isFile(block)) {
            project.write(DocumentedJava.fileName(block), block.text());
        }
        if (isOurs(block) && block.isCommands()) {
            run(project, block);
        } else if (isOurs(block)) {
            assertEquals("", DocumentedJava.compile(block, java), block::place);
            COMPILED.incrementAndGet();
        }
    }

    private static void run(ProjectCopy project, CodeBlock block) throws Exception {
        List<CodeBlock.Step> steps = block.steps();
        List<ProjectCopy.Outcome> outcomes = project.run(block);
        List<Integer> statuses = block.marks().endsWith();
        for (int i = 0; i < steps.size(); i++) {
            CodeBlock.Step step = steps.get(i);
            String place = block.page() + ":" + step.line() + ": " + step.command() + "\n";
            assertTrue(i < outcomes.size(), () -> place + "was not reached");
            ProjectCopy.Outcome outcome = outcomes.get(i);
            String output = String.join("\n", outcome.lines());
            assertEquals(statuses.isEmpty() ? 0 : statuses.get(i), outcome.status(), () -> place + output);
            assertEquals("", StableLines.missing(step.output(), outcome.lines()), () -> place + output);
            RUN.incrementAndGet();
        }
    }
}
