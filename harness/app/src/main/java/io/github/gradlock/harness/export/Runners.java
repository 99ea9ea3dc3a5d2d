package io.github.gradlock.harness.export;

import io.github.gradlock.harness.GradlockException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels of the machines on which GitHub runs jobs.
 *
 * @param labels by conda's name of a platform, and by {@code gpu}
 */
public record Runners(Map<String, List<String>> labels) {
    /** What a job with a GPU is looked up by. */
    private static final String GPU = "gpu";

    private static final Map<String, String> USUAL = Map.of(
            "linux-64",
            "ubuntu-latest",
            "linux-aarch64",
            "ubuntu-24.04-arm",
            "osx-arm64",
            "macos-latest",
            "osx-64",
            "macos-15-intel",
            "win-64",
            "windows-latest",
            "win-arm64",
            "windows-11-arm",
            GPU,
            "self-hosted,linux,x64,gpu");

    /**
     * Returns the usual ones with others in their place.
     *
     * @param others labels, separated by commas, by platform or {@code gpu}
     * @throws GradlockException if a label is no word
     */
    public static Runners of(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(USUAL);
        all.putAll(others);
        Map<String, List<String>> labels = new TreeMap<>();
        all.forEach((key, text) -> {
            if (!text.matches("[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*")) {
                throw GradlockException.badInput(
                        null,
                        "--runner " + key + "=" + text + ": no labels of a runner",
                        "labels are words, with commas between them: --runner gpu=self-hosted,linux,gpu");
            }
            labels.put(key, List.of(text.split(",")));
        });
        return new Runners(labels);
    }

    List<String> of(MatrixJob job) {
        String key = job.gpu() ? GPU : job.platform() == null ? "linux-64" : job.platform();
        List<String> found = labels.get(key);
        if (found == null) {
            throw GradlockException.badInput(
                    null,
                    job.name() + " is for " + key + ", for which GitHub has no machines",
                    "--runner " + key + "=self-hosted,LABEL names one of your own");
        }
        return found;
    }
}
