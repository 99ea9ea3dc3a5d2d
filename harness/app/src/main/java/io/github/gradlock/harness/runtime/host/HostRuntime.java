package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandStarter;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs suites in child processes of this machine: tests by the JDK that the environment was resolved to, programs by what is installed. */
public final class HostRuntime implements SuiteRuntime {
    private final ChildProcesses children = new ChildProcesses();
    private final HostParts parts;

    /**
     * Makes a runtime.
     *
     * @param parts gives what environments add to the class path
     */
    public HostRuntime(HostParts parts) {
        this.parts = parts;
    }

    @Override
    public PreparedEnvironment prepare(ResolvedEnvironment environment, SuiteJob job, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        Path javaHome = environment.javaHome();
        if (javaHome == null) {
            throw new UnavailableException("no JDK was found for it here (gradlock doctor)");
        }
        List<Path> jars = parts.jars(environment, log);
        HostProgram program = job.program() instanceof CommandProgram command
                ? HostProgram.of(CommandStarter.of(environment, job, command, jars), javaHome, System.getenv("PATH"))
                : HostProgram.ofTests(environment, job, javaHome, jars);
        return new HostEnvironment(environment, job, program, children, log);
    }

    @Override
    public void close() {
        children.close();
    }
}
