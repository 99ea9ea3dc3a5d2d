package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.channel.Processor;
import io.github.gradlock.harness.explain.OpenShelf;
import io.github.gradlock.harness.explain.Side;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.Concurrently;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.run.Suite;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.SuiteProgram;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The one or two results that {@code gradlock explain} is about: bundles that are there, or environments that are run for them. */
final class ExplainSides implements Closeable {
    private static final Repetitions TWICE = new Repetitions(2, 2);

    /** A program that heeds nothing executes each case once. */
    private static final Repetitions TWO_PROCESSES = new Repetitions(1, 2);

    private final ExplainCommand command;
    private final Path out;
    private final ExplainProgress progress;
    private final Laboratories laboratories;
    private final OpenShelf bundles = new OpenShelf();
    private final List<Side> sides = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private @Nullable Suite suite;
    private @Nullable KeptRuns runs;

    /** Makes what runs cases of a suite; asked once at most, and only if something is to be run. */
    @FunctionalInterface
    interface Laboratories {
        KeptRuns of(Suite suite) throws IOException;
    }

    private ExplainSides(ExplainCommand command, Path out, ExplainProgress progress, Laboratories laboratories) {
        this.command = command;
        this.out = out;
        this.progress = progress;
        this.laboratories = laboratories;
    }

    static ExplainSides open(ExplainCommand command, Path out, ExplainProgress progress, Laboratories laboratories)
            throws IOException, InterruptedException {
        ExplainSides sides = new ExplainSides(command, out, progress, laboratories);
        try {
            // All that is named is looked at before anything is run for it.
            if (command.suite.isNamed() && !command.withoutRuns) {
                command.suite.find();
            }
            List<Optional<ResolvedEnvironment>> environments = new ArrayList<>();
            for (String name : command.names) {
                boolean bundle = isBundle(Path.of(name)) || name.endsWith(".glb") || name.endsWith(".safetensors");
                environments.add(bundle ? Optional.empty() : Optional.of(sides.resolved(name)));
            }
            sides.open(environments);
            return sides;
        } catch (IOException | InterruptedException | RuntimeException problem) {
            sides.close();
            throw problem;
        }
    }

    private void open(List<Optional<ResolvedEnvironment>> environments) throws IOException, InterruptedException {
        List<Optional<Side>> given = new ArrayList<>();
        for (int i = 0; i < environments.size(); i++) {
            Path path = Path.of(command.names.get(i));
            given.add(environments.get(i).isPresent() ? Optional.empty() : Optional.of(bundle(path)));
        }
        Iterator<Side> run =
                run(environments.stream().flatMap(Optional::stream).toList()).iterator();
        for (int i = 0; i < environments.size(); i++) {
            Side side = given.get(i).isPresent() ? given.get(i).get() : run.next();
            arguments.add(environments.get(i).isPresent() ? command.names.get(i) : side.name());
            String name = side.name();
            boolean taken = sides.stream().anyMatch(other -> other.name().equals(name));
            sides.add(taken ? new Side(name + "#2", side.bundle(), side.environment()) : side);
        }
    }

    Side left() {
        return sides.get(0);
    }

    Side right() {
        return sides.get(sides.size() - 1);
    }

    /** Returns the suite whose cases can be run again; null if that is not possible here. */
    @Nullable
    Suite suite() {
        return sides.stream().allMatch(side -> side.environment() == null) ? null : suite;
    }

    /** Returns the names under which a command finds the environments again; of bundles, those that they give themselves. */
    List<String> arguments() {
        return arguments;
    }

    /** Returns the options that name the suite whose cases were run, which a bundle of a bundled one names by itself. */
    String suiteArguments() {
        Suite known = suite;
        return known == null || command.suite.isNamed() || known.name().equals("gradients")
                ? command.suite.arguments()
                : " --suite " + known.name() + command.suite.arguments();
    }

    KeptRuns runs() {
        return Objects.requireNonNull(runs);
    }

    /** An environment's folder is none. */
    private static boolean isBundle(Path path) {
        return Files.isRegularFile(path) || Files.isDirectory(path) && !Files.exists(path.resolve("environment.yml"));
    }

    private ResolvedEnvironment resolved(String name) {
        ResolvedEnvironment environment =
                Resolution.exactly(command.common.environmentsDirectory(), name, command.locks.mode(), out);
        environment.spec().warnings().forEach(warning -> progress.remark("warning: " + warning));
        if (environment.unavailable() != null) {
            throw GradlockException.incomplete(
                    name + " cannot run here: " + environment.unavailable(),
                    "give the bundle that a machine with it wrote",
                    null);
        }
        return environment;
    }

    private static Repetitions usual(SuiteProgram program) {
        return program instanceof CommandProgram ? TWO_PROCESSES : TWICE;
    }

    private List<Side> run(List<ResolvedEnvironment> environments) throws IOException, InterruptedException {
        if (environments.isEmpty()) {
            return List.of();
        }
        Suite found = command.suite.find();
        KeptRuns laboratory = laboratory(found);
        List<Callable<Side>> calls = new ArrayList<>();
        for (int i = 0; i < environments.size(); i++) {
            int number = i + 1;
            ResolvedEnvironment environment = environments.get(i);
            calls.add(() -> {
                progress.starts(number, environment.displayName());
                try {
                    return run(environment, laboratory, command.suite.repetitions(usual(found.program())));
                } finally {
                    progress.ends(number);
                }
            });
        }
        return Concurrently.call(command.atATime(), calls);
    }

    private Side run(ResolvedEnvironment environment, KeptRuns laboratory, Repetitions repetitions)
            throws IOException, InterruptedException {
        String name = environment.displayName();
        KeptRuns.Answer answer = laboratory.run(environment, command.patterns, repetitions, TraceRequest.PLAIN, 0);
        if (answer.bundle() == null) {
            throw GradlockException.incomplete(
                    name + " could not be run: " + answer.failure(),
                    "gradlock run" + new NextCommand(command.common, command.suite, command.locks).options() + " "
                            + ShellArgument.quoted(name) + " shows more",
                    null);
        }
        return new Side(name, bundles.open(answer.bundle()), environment);
    }

    private KeptRuns laboratory(Suite found) throws IOException {
        if (suite != null && !suite.hash().equals(found.hash())) {
            throw GradlockException.badInput(
                    null,
                    "the two are of the suites " + suite.name() + " and " + found.name()
                            + ", whose cases cannot be run together",
                    "--suite chooses the suite that an environment runs");
        }
        suite = found;
        runs = runs == null ? laboratories.of(found) : runs;
        return runs;
    }

    private Side bundle(Path path) throws IOException {
        OpenBundles.requireThere(path);
        Bundle bundle = bundles.open(path);
        String name = bundle.manifest().identity().displayName();
        return new Side(name, bundle, command.withoutRuns ? null : origin(bundle.manifest()));
    }

    /** Finds the environment that a bundle came from, if its cases would be the same here. */
    private @Nullable ResolvedEnvironment origin(Manifest manifest) throws IOException {
        String name = manifest.identity().displayName();
        if (manifest.suite().isEmpty()) {
            return without(name, "a file of tensors alone does not say what made it");
        }
        if (!command.suite.isNamed() && !Suite.isBundled(manifest.suite())) {
            return without(
                    name, "gradlock does not bring its suite " + manifest.suite() + ": --suite PATH says where it is");
        }
        try {
            Suite found = command.suite.findOr(manifest.suite());
            if (!found.hash().equals(manifest.suiteHash())) {
                return without(
                        name, "the suite " + found.name() + " here is not the one that the bundle was made with");
            }
            ResolvedEnvironment environment =
                    Resolution.exactly(command.common.environmentsDirectory(), name, command.locks.mode(), out);
            if (environment.unavailable() != null) {
                return without(name, environment.unavailable());
            }
            if (!environment.spec().hash().equals(manifest.identity().specHash())
                    || !environment.lock().hash().equals(manifest.identity().lockHash())) {
                return without(name, "it is pinned to something else here");
            }
            Optional<String> foreign = new Origin(manifest.provenance())
                    .foreign(
                            environment.spec().runtime(),
                            Processor.ofThisMachine(),
                            System.getProperty("os.name", ""),
                            System.getProperty("os.arch", ""),
                            command.suite.seed);
            if (foreign.isPresent()) {
                return without(name, foreign.get());
            }
            laboratory(found);
            return environment;
        } catch (GradlockException problem) {
            if (problem.status() == ExitStatus.BAD_INPUT || problem.status() == ExitStatus.INCOMPLETE) {
                return without(name, String.valueOf(problem.getMessage()));
            }
            throw problem;
        }
    }

    private @Nullable ResolvedEnvironment without(String name, String reason) {
        progress.remark("cases of " + name + " are not run again: " + reason);
        return null;
    }

    @Override
    public void close() throws IOException {
        bundles.close();
    }
}
