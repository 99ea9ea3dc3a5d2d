package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.provision.Jars;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.EnvironmentParts;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of environments of this machine: a JDK that is installed, and jars.
 *
 * @param home of gradlock
 * @param jars gives what environments add to the class path
 */
public record HostParts(Path home, Jars jars) implements EnvironmentParts {
    @Override
    public List<String> provide(ResolvedEnvironment environment, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        List<String> parts = new ArrayList<>();
        parts.add("jdk " + javaHome(environment));
        jars(environment, log).forEach(jar -> parts.add("jar " + jar));
        EnvironmentFolder.of(home, environment.lock(), Platform.here()).make();
        return parts;
    }

    @Override
    public List<PartCheck> verify(ResolvedEnvironment environment)
            throws UnavailableException, IOException, InterruptedException {
        List<PartCheck> checks = new ArrayList<>();
        Path modules = javaHome(environment).resolve("lib").resolve("modules");
        JdkLock pinned = environment.pins().jdk();
        String expected = pinned == null ? null : pinned.modulesSha256();
        String what = "jdk " + modules;
        if (!Files.isRegularFile(modules)) {
            checks.add(PartCheck.missing(what, expected));
        } else if (expected == null) {
            checks.add(PartCheck.unknown(what + ", of which the lock has no checksum", null));
        } else {
            String found = Digests.sha256(modules);
            checks.add(
                    found.equals(expected)
                            ? PartCheck.whole(what, expected)
                            : PartCheck.altered(what, expected, found));
        }
        checks.addAll(PartCheck.ofJars(jars.verify(environment.lock(), Platform.here(), environment.pins())));
        return checks;
    }

    private static Path javaHome(ResolvedEnvironment environment) throws UnavailableException {
        Path javaHome = environment.javaHome();
        if (javaHome == null) {
            throw new UnavailableException("no JDK was found for it here (gradlock doctor)");
        }
        return javaHome;
    }

    @Override
    public Removal remove(String name, @Nullable EngineAddress engine, boolean dryRun) throws IOException {
        return new Removal(EnvironmentFolder.removeAll(EnvironmentFolder.ofName(home, name), dryRun), null);
    }

    @Override
    public List<Path> jars(ResolvedEnvironment environment, BoundedLog log) throws IOException, InterruptedException {
        return jars.provide(
                environment.lock(), Platform.here(), environment.pins(), line -> log.line("[gradlock] " + line));
    }
}
