package io.github.gradlock.harness.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import java.util.List;

/** Environments as {@code parallel:matrix} of the job {@code gradlock:run} of {@code ci/gitlab/gradlock.gitlab-ci.yml}. */
public final class GitlabMatrix {
    /** What GitLab takes. */
    private static final int MOST = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private GitlabMatrix() {}

    /**
     * Returns what stands in {@code .gitlab-ci.yml}.
     *
     * @throws GradlockException if there are more jobs than GitLab takes
     */
    public static String of(List<MatrixJob> jobs) {
        StringBuilder text = new StringBuilder("gradlock:run:\n  parallel:\n    matrix:\n");
        for (MatrixJob job : MatrixJob.atMost(MOST, "GitLab", jobs)) {
            text.append("      - {JOB: ").append(quoted(job.name()));
            text.append(", ENVIRONMENT: ").append(quoted(job.environment()));
            text.append(", SHARD: ").append(quoted(job.shardOption())).append("}\n");
        }
        return text.toString();
    }

    /** A text in JSON is one in YAML. */
    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
