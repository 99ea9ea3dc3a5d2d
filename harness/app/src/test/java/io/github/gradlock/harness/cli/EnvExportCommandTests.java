package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of CI services; those of one environment are tested with {@code env create}. */
class EnvExportCommandTests {
    private final Path folder;
    private final CommandFixture commands;

    EnvExportCommandTests(@TempDir Path folder) {
        this.folder = folder;
        this.commands = new CommandFixture(folder);
    }

    @BeforeEach
    void environments() throws IOException {
        write("host", "gradlock: {runtime: host, variants: {jit: [c1, c2]}}\n");
        write("both", "platforms: [osx-arm64, linux-aarch64, linux-64]\n");
        write("arm", "platforms: [linux-aarch64]\n");
        write("power", "platforms: [linux-ppc64le]\n");
        write("card", "platforms: [linux-64]\ngradlock: {gpu: required}\n");
        Files.writeString(
                folder.resolve("matrix.yml"), "suites: {mine: {environments: [arm, 'host[jit=c2]', 'bo*', arm*]}}\n");
    }

    @Test
    void aJobHasARunnerAShardAndAName() throws Exception {
        JsonNode jobs = matrix("host[jit=c2]", "both", "card", "--shards", "2");
        assertEquals(6, jobs.size());
        assertEquals(
                "{\"job\":\"host[jit=c2]\",\"environment\":\"host[jit=c2]\",\"shard\":\"2/2\","
                        + "\"artifact\":\"results-host[jit=c2]-2-of-2\",\"runner\":[\"ubuntu-latest\"]}",
                jobs.get(1).toString());
        assertEquals("results-both-1-of-2", jobs.get(2).get("artifact").asText());
        assertEquals("[\"ubuntu-latest\"]", jobs.get(2).get("runner").toString());
        assertEquals(
                "[\"self-hosted\",\"linux\",\"x64\",\"gpu\"]",
                jobs.get(4).get("runner").toString());
    }

    @Test
    void platformsAreJobsOfTheirOwn() throws Exception {
        JsonNode jobs = matrix("both", "arm", "--platform", "linux-64", "--platform", "linux-aarch64");
        List<String> names = new ArrayList<>();
        jobs.forEach(job -> names.add(job.get("job").asText() + " " + job.get("runner")));
        assertEquals(
                List.of(
                        "both@linux-64 [\"ubuntu-latest\"]",
                        "both@linux-aarch64 [\"ubuntu-24.04-arm\"]",
                        "arm@linux-aarch64 [\"ubuntu-24.04-arm\"]"),
                names);
        assertEquals("", jobs.get(0).get("shard").asText());
        JsonNode own = matrix("power", "card", "--runner", "linux-ppc64le=self-hosted,power", "--runner", "gpu=big");
        assertEquals("[\"self-hosted\",\"power\"]", own.get(0).get("runner").toString());
        assertEquals("[\"big\"]", own.get(1).get("runner").toString());
    }

    @Test
    void namesAreThoseOfTheMatrixOfASuite() throws Exception {
        export("names", "--suite", "mine", "--shards", "3");
        assertEquals("arm\nhost[jit=c2]\nboth\n", commands.out());
        export("gitlab-matrix", "host", "--shards", "1");
        assertEquals(
                "gradlock:run:\n  parallel:\n    matrix:\n"
                        + "      - {JOB: \"host[jit=c1]\", ENVIRONMENT: \"host[jit=c1]\", SHARD: \"\"}\n"
                        + "      - {JOB: \"host[jit=c2]\", ENVIRONMENT: \"host[jit=c2]\", SHARD: \"\"}\n",
                commands.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "github-matrix|host --shards 129|258 jobs are more than the 256 that GitHub takes",
                "gitlab-matrix|host --shards 101|202 jobs are more than the 200 that GitLab takes",
                "github-matrix|power|is for linux-ppc64le, for which GitHub has no machines",
                "github-matrix|arm --platform linux-64|arm is for linux-aarch64, and not for linux-64",
                "github-matrix|arm --platform linx-64|no such platform",
                "github-matrix|arm --runner linx-64=x|no such platform",
                "github-matrix|arm --runner gpu=a;b|no labels of a runner",
                "github-matrix|host --shards 0|--shards is 1 to 1000",
                "github-matrix|host[jit=c3]|not a value of jit",
                "names|--suite other|is not in the matrix",
                "names|x*|no environment matches",
                "kubernetes|host arm|is made of one environment",
                "yaml|host|--format does not know",
                "dockerfile|host --shards 2|--shards means nothing to --format dockerfile",
                "gitlab-matrix|host --runner gpu=big|--runner means nothing to --format gitlab-matrix",
                "names|host --iterations 3|--iterations means nothing to --format names",
                "conda|host --suite mine|--suite means nothing to --format conda",
            })
    void saysWhatIsNoMatrix(String format, String arguments, String message) {
        GradlockException problem = assertThrows(GradlockException.class, () -> export(format, arguments.split(" ")));
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem::toString);
    }

    private JsonNode matrix(String... arguments) throws Exception {
        export("github-matrix", arguments);
        return new ObjectMapper().readTree(commands.out()).get("include");
    }

    private void export(String format, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--environments", folder.toString(), "--format", format));
        all.addAll(List.of(arguments));
        commands.run(new EnvExportCommand(), all.toArray(String[]::new));
    }

    private void write(String name, String more) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve(name)).resolve("environment.yml"),
                "name: " + name + "\nchannels: [temurin]\ndependencies: [jdk=21]\n" + more);
    }
}
