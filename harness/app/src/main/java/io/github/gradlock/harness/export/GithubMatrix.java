package io.github.gradlock.harness.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.util.List;

/** Environments as the matrix of a GitHub Actions job: one job for each variant, in one line as {@code GITHUB_OUTPUT} wants it. */
public final class GithubMatrix {
    /** What GitHub takes. */
    static final int MOST = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private GithubMatrix() {}

    /**
     * Returns the document.
     *
     * @throws GradlockException if there are more jobs than GitHub takes
     */
    public static String of(List<EnvironmentSpec> specs) {
        ObjectNode matrix = JSON.createObjectNode();
        ArrayNode include = matrix.putArray("include");
        for (EnvironmentSpec spec : specs) {
            spec.variants().forEach(variant -> include.addObject().put("environment", spec.name() + variant));
        }
        if (include.size() > MOST) {
            throw GradlockException.badInput(
                    null,
                    include.size() + " variants are more jobs than the " + MOST + " that GitHub takes",
                    "name the environments that are to be run: gradlock env export --format github-matrix ENV…");
        }
        try {
            return JSON.writeValueAsString(matrix) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
