package io.github.gradlock.harness.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.GradlockException;
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
     * @throws GradlockException if there are more jobs than GitHub takes, or no machine for one
     */
    public static String of(List<MatrixJob> jobs, Runners runners) {
        ObjectNode matrix = JSON.createObjectNode();
        ArrayNode include = matrix.putArray("include");
        for (MatrixJob job : MatrixJob.atMost(MOST, "GitHub", jobs)) {
            ObjectNode entry = include.addObject();
            entry.put("job", job.name());
            entry.put("environment", job.environment());
            entry.put("shard", job.shardOption());
            entry.put("artifact", job.artifact());
            runners.of(job).forEach(entry.putArray("runner")::add);
        }
        try {
            return JSON.writeValueAsString(matrix) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
