package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts the probe on a suite of JUnit tests.
 *
 * @param environment in which it runs
 * @param job what to run
 * @param program its tests, with the jars of the environment
 * @param java path of the launcher there
 * @param release what the JDK there says of itself
 * @param diesWithStdin whether the probe ends when its standard input does
 */
public record ProbeStarter(
        ResolvedEnvironment environment,
        SuiteJob job,
        TestProgram program,
        String java,
        JdkRelease release,
        boolean diesWithStdin)
        implements Starter {
    /** Main class of the probe, on the suite's class path. */
    public static final String PROBE = "io.github.gradlock.probe.Main";

    @Override
    public Launch launch(SuiteProcess process, Place place) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(JvmOptions.of(
                environment.spec(), environment.variant(), release, place.temporary(), process.profile()));
        command.add("-cp");
        command.add(paths(program.classPath(), place).stream().collect(Collectors.joining(place.pathSeparator())));
        command.add(PROBE);
        command.addAll(List.of("--session", place.session(), "--suite", job.suite()));
        paths(program.scanRoots(), place).forEach(root -> command.addAll(List.of("--scan", root)));
        command.addAll(List.of("--iterations", String.valueOf(job.iterations())));
        command.addAll(List.of("--seed", String.valueOf(job.seed()), "--restart", String.valueOf(process.restart())));
        job.tags().forEach(tag -> command.addAll(List.of("--tag", tag)));
        job.selects().forEach(select -> command.addAll(List.of("--select", select)));
        if (job.shard() != null) {
            command.addAll(List.of("--shard", job.shard().toString()));
        }
        trace(process, place, command);
        command.add("--progress");
        if (diesWithStdin) {
            command.add("--die-with-stdin");
        }
        return new Launch(command, ProcessVariables.of(environment, process, place), place.session());
    }

    private void trace(SuiteProcess process, Place place, List<String> command) {
        if (!process.traced() || !job.trace().operations()) {
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
    }

    private static List<String> paths(List<Path> files, Place place) {
        return files.stream().map(place.entry()).toList();
    }
}
