package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs suites in child JVMs of this machine, from the JDK that the environment was resolved to. */
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
        Path java = javaHome.resolve("bin").resolve(isWindows() ? "java.exe" : "java");
        if (!Files.isExecutable(java)) {
            throw GradlockException.incomplete(
                    "no Java launcher at " + java, "gradlock doctor shows the JDKs of this machine", null);
        }
        JdkRelease jdk = JdkRelease.of(javaHome);
        return new HostEnvironment(environment, job.withJars(parts.jars(environment, log)), java, jdk, children, log);
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    @Override
    public void close() {
        children.close();
    }
}
