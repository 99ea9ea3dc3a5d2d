package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.container.ContainerCommand;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the environments that the commands {@code gradlock env …} are about. */
final class EnvironmentArguments {
    private EnvironmentArguments() {}

    /**
     * Finds one that can be made here.
     *
     * @throws GradlockException if there is none of the name, its lock does not hold, or it cannot run here
     */
    static ResolvedEnvironment available(CommonOptions common, String name, LockMode mode) {
        ResolvedEnvironment environment = found(common, name, mode);
        if (environment.unavailable() != null) {
            throw GradlockException.incomplete(
                    name + " cannot be made here: " + environment.unavailable(),
                    "gradlock env list" + common.environmentsArgument() + " shows which environments can",
                    null);
        }
        return environment;
    }

    /**
     * Finds one in which a program is to run: its factors are given to the JVM of a suite, and another program has none.
     *
     * @throws GradlockException as {@link #available}, and if factors are named
     */
    static ResolvedEnvironment forProgram(CommonOptions common, String name, LockMode mode) {
        ResolvedEnvironment environment = available(common, name, mode);
        if (!environment.variant().factors().isEmpty()) {
            throw GradlockException.badInput(
                    null,
                    "\"" + name
                            + "\" has factors, which are options of a suite's JVM; a program of another kind knows none",
                    "name " + environment.spec().name() + ", and give the program its own options");
        }
        return environment;
    }

    /** Finds one, whether it can be made here or not. */
    static ResolvedEnvironment found(CommonOptions common, String name, LockMode mode) {
        return Resolution.exactly(common.environmentsDirectory(), name, mode, common.outDirectory());
    }

    /** Returns the names that were given, or those of all environments. */
    static List<String> orAll(CommonOptions common, List<String> names) {
        return names.isEmpty() ? new Environments(common.environmentsDirectory()).names() : names;
    }

    /** Returns the streams of this process. */
    static ContainerCommand.Stdio stdio() {
        return new ContainerCommand.Stdio(System.in, System.out, System.err);
    }

    /** Opens the log of what is done to an environment; a terminal shows its lines as they come. */
    static BoundedLog log(Console console, String name) throws IOException {
        Path logs = StoreHome.ofThisUser().resolve("logs");
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_") + ".log";
        return new BoundedLog(
                logs.resolve(file), line -> console.progress(name + ": " + line.replaceFirst("^\\[gradlock] ", "")));
    }
}
