package io.github.gradlock.harness.runtime.container;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.ProbeStarter;
import io.github.gradlock.harness.runtime.Starter;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.TestProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The program of a suite as it is started in a container, and the files that go there for it. */
final class ContainerProgram {
    /** Where the files of a program lie that is no JVM's. */
    static final String FILES = SuiteContainer.ROOT + "/suite";

    private final List<ContainerFiles.Source> sources = new ArrayList<>();
    private final Map<Path, String> entries = new HashMap<>();
    private final Start start;

    /** How processes are started, once the JDK of the image is known. */
    private interface Start {
        Starter with(Jdk jdk) throws InterruptedException;
    }

    /** Finds the JDK of the image, for a suite that needs one. */
    interface Jdk {
        ImageJdk find() throws InterruptedException;
    }

    private ContainerProgram(Start start) {
        this.start = start;
    }

    /**
     * Says what a job needs in a container.
     *
     * @param jars of the environment
     * @throws UnavailableException if the variant asks for something that the program does not have
     */
    static ContainerProgram of(ResolvedEnvironment environment, SuiteJob job, List<Path> jars)
            throws UnavailableException {
        if (job.program() instanceof CommandProgram command) {
            CommandStarter starter = CommandStarter.of(environment, job, command, jars);
            ContainerProgram program = new ContainerProgram(jdk -> starter);
            command.files()
                    .forEach(file ->
                            program.sources.add(new ContainerFiles.Source(file.path(), "suite/" + file.name())));
            program.entries(jars);
            return program;
        }
        TestProgram tests = ((TestProgram) job.program()).withJars(jars);
        ContainerProgram program = new ContainerProgram(jdk -> {
            ImageJdk found = jdk.find();
            return new ProbeStarter(environment, job, tests, found.launcher(), found.release(), false);
        });
        program.entries(tests.classPath());
        return program;
    }

    private void entries(List<Path> classPath) {
        List<ContainerFiles.Source> entries = ContainerRuntime.sources(classPath);
        for (int i = 0; i < classPath.size(); i++) {
            this.entries.putIfAbsent(
                    classPath.get(i), SuiteContainer.ROOT + "/" + entries.get(i).name());
        }
        sources.addAll(entries);
    }

    /** Returns what is copied to {@link SuiteContainer#ROOT}. */
    List<ContainerFiles.Source> sources() {
        return sources;
    }

    /** Returns where an entry of the class path lies in the container. */
    String entry(Path path) {
        return Objects.requireNonNull(entries.get(path));
    }

    /** Returns how its processes are started. */
    Starter starter(Jdk jdk) throws InterruptedException {
        return start.with(jdk);
    }
}
