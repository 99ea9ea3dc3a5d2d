package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs cases through the runtimes. */
public final class RunLaboratory implements Laboratory, Closeable {
    /** Above so many cases the command line would be too long, and one pattern stands for all. */
    private static final int MOST_NAMED = 200;

    private final KeptRuns runs;
    private final List<String> cases;
    private final Path folder;
    private final ExplainListener listener;
    private final List<Bundle> open = new ArrayList<>();
    private int count;

    /**
     * @param runs in which bundles are kept
     * @param cases that are run, by their names
     * @param folder for files that runs need
     * @param listener hears what is run
     */
    public RunLaboratory(KeptRuns runs, List<String> cases, Path folder, ExplainListener listener) {
        this.runs = runs;
        this.cases = cases.size() > MOST_NAMED ? List.of("*") : List.copyOf(cases);
        this.folder = folder;
        this.listener = listener;
    }

    @Override
    public Optional<Bundle> run(
            String what, ResolvedEnvironment environment, Repetitions repetitions, TraceRequest trace, int attempt)
            throws IOException, InterruptedException {
        listener.starts(++count, what);
        KeptRuns.Answer answer;
        try {
            answer = runs.run(environment, cases, repetitions, trace, attempt);
        } catch (GradlockException problem) {
            if (problem.status() == ExitStatus.BAD_INPUT && count == 1) {
                throw problem;
            }
            listener.remark(what + " could not be run: " + problem.getMessage());
            return Optional.empty();
        }
        if (answer.bundle() == null) {
            listener.remark(what + " could not be run: " + answer.failure());
            return Optional.empty();
        }
        Bundle bundle = Bundles.open(answer.bundle());
        open.add(bundle);
        return Optional.of(bundle);
    }

    @Override
    public boolean runsProgram() {
        return runs.suite().program() instanceof CommandProgram;
    }

    @Override
    public Path folder() throws IOException {
        return Files.createDirectories(folder);
    }

    @Override
    public void close() throws IOException {
        for (Bundle bundle : open) {
            bundle.close();
        }
    }
}
