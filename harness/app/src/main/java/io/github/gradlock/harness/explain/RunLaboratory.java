package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.run.Concurrently;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.protocol.Bundle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs cases through the runtimes, some at a time. */
public final class RunLaboratory implements Laboratory, Closeable {
    /** Above so many cases the command line would be too long, and one pattern stands for all. */
    private static final int MOST_NAMED = 200;

    private final KeptRuns runs;
    private final List<String> cases;
    private final Path folder;
    private final ExplainListener listener;
    private final int atATime;
    private final OpenShelf bundles = new OpenShelf();

    /** Orders so far. */
    private int count;

    /**
     * @param runs in which bundles are kept
     * @param cases that are run, by their names
     * @param atATime runs at a time
     * @param folder for files that runs need
     * @param listener hears what is run
     */
    public RunLaboratory(KeptRuns runs, List<String> cases, int atATime, Path folder, ExplainListener listener) {
        this.runs = runs;
        this.cases = cases.size() > MOST_NAMED ? List.of("*") : List.copyOf(cases);
        this.atATime = atATime;
        this.folder = folder;
        this.listener = listener;
    }

    @Override
    public List<Optional<Bundle>> run(List<Order> orders) throws IOException, InterruptedException {
        // What is wrong with the input shows in the first orders, the cases as they are: it is the user's to mend.
        // Later ones are changes,
        // which an environment need not allow.
        boolean asTheyAre = count == 0;
        List<Callable<Optional<Bundle>>> calls = new ArrayList<>();
        for (Order order : orders) {
            int number = ++count;
            calls.add(() -> run(order, number, asTheyAre));
        }
        return Concurrently.call(atATime, calls);
    }

    private Optional<Bundle> run(Order order, int number, boolean asItIs) throws IOException, InterruptedException {
        listener.starts(number, order.what());
        try {
            KeptRuns.Answer answer =
                    runs.run(order.environment(), cases, order.repetitions(), order.trace(), order.attempt());
            if (answer.bundle() != null) {
                return Optional.of(bundles.open(answer.bundle()));
            }
            listener.remark(order.what() + " could not be run: " + answer.failure());
        } catch (GradlockException problem) {
            if (problem.status() == ExitStatus.BAD_INPUT && asItIs) {
                throw problem;
            }
            listener.remark(order.what() + " could not be run: " + problem.getMessage());
        } finally {
            listener.ends(number);
        }
        return Optional.empty();
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
        bundles.close();
    }
}
