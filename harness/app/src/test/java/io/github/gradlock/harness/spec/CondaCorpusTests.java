package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real {@code environment.yml} files of public projects, with addresses replaced and long lists cut: 310 of them, in all the ways in which
 * people write them. Five are no YAML.
 */
class CondaCorpusTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void noFileCrashesAndWhatIsNotReadIsNamedWithItsPlace() throws Exception {
        List<String> refused = new ArrayList<>();
        int read = 0;
        for (Path file : corpus()) {
            Path copy = Files.copy(
                    file,
                    Files.createDirectories(
                                    folder.resolve(file.getFileName().toString().replace(".yml", "")))
                            .resolve("environment.yml"));
            try {
                EnvironmentSpec spec = EnvironmentSpecReader.read(copy);
                Catalogue.Assignment assignment = Catalogue.assign(spec);
                // What no channel supplies is named, each with its place and with what would.
                assertEquals(
                        spec.dependencies().size(),
                        assignment.channels().size() + assignment.refusals().size(),
                        copy::toString);
                assignment
                        .refusals()
                        .forEach(refusal -> assertTrue(
                                refusal.toString().startsWith(copy + ":")
                                        && refusal.advice().length() > 10,
                                refusal::toString));
                read++;
            } catch (GradlockException problem) {
                assertNotNull(problem.location(), problem::toString);
                assertTrue(String.valueOf(problem.location()).startsWith(copy.toString()), problem::toString);
                refused.add(file.getFileName() + " "
                        + String.valueOf(problem.location()).replaceFirst(".*yml", "") + " " + problem.getMessage()
                        + " | " + problem.hint());
            }
        }
        String all = String.join("\n", refused);
        assertEquals(286, read, all);
    }

    private static List<Path> corpus() throws IOException, URISyntaxException {
        URL resource = CondaCorpusTests.class.getResource("/conda-corpus");
        assertNotNull(resource);
        URI address = resource.toURI();
        try (Stream<Path> files = Files.list(Path.of(address))) {
            List<Path> all = files.sorted().toList();
            assertEquals(310, all.size());
            return all;
        }
    }
}
