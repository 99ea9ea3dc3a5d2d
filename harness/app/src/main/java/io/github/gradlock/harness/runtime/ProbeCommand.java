package io.github.gradlock.harness.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command line that starts the probe; paths are those of the place where it runs. */
public final class ProbeCommand {
    private ProbeCommand() {}

    /**
     * Returns the whole command.
     *
     * @param java path of the launcher
     * @param options of the JVM
     * @param job what to run
     * @param place where the job's files lie there
     * @param process which one
     * @param dieWithStdin whether the probe ends when its standard input does
     */
    public static List<String> of(
            String java, List<String> options, SuiteJob job, Place place, SuiteProcess process, boolean dieWithStdin) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(options);
        command.add("-cp");
        command.add(place.classPath().stream().collect(Collectors.joining(place.pathSeparator())));
        command.add(SuiteJob.PROBE);
        command.addAll(List.of("--session", place.session(), "--suite", job.suite()));
        place.scanRoots().forEach(root -> command.addAll(List.of("--scan", root)));
        command.addAll(List.of("--iterations", String.valueOf(job.iterations())));
        command.addAll(List.of("--seed", String.valueOf(job.seed()), "--restart", String.valueOf(process.restart())));
        job.tags().forEach(tag -> command.addAll(List.of("--tag", tag)));
        job.selects().forEach(select -> command.addAll(List.of("--select", select)));
        if (!process.traced()) {
            command.add("--no-trace");
        }
        if (job.trace().warmUp() > 0) {
            command.addAll(List.of("--warm-up", String.valueOf(job.trace().warmUp())));
        }
        if (job.trace().capture()) {
            command.add("--capture");
        }
        if (place.transplant() != null) {
            command.addAll(List.of("--transplant", place.transplant()));
        }
        command.add("--progress");
        if (dieWithStdin) {
            command.add("--die-with-stdin");
        }
        return command;
    }

    /**
     * Where the files of a job lie in an environment.
     *
     * @param classPath of the process
     * @param scanRoots those searched for tests
     * @param session folder that the probe writes to
     * @param pathSeparator of that platform
     * @param transplant the file of {@link TraceRequest#transplant}, null if there is none
     */
    public record Place(
            List<String> classPath,
            List<String> scanRoots,
            String session,
            String pathSeparator,
            @Nullable String transplant) {}
}
