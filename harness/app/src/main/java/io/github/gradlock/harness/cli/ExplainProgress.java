package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.explain.ExplainListener;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.RunListener;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows what an explanation is running: one line, which the next one replaces. */
final class ExplainProgress implements ExplainListener, RunListener {
    private final Console console;

    /** By number what the runs are for that have started and not ended. */
    private final SortedMap<Integer, String> running = new TreeMap<>();

    ExplainProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void starts(int run, String what) {
        running.put(run, what);
        console.progress(line());
    }

    @Override
    public synchronized void ends(int run) {
        running.remove(run);
        if (!running.isEmpty()) {
            console.progress(line());
        }
    }

    @Override
    public void remark(String text) {
        console.remark("  " + Figures.plain(text));
    }

    @Override
    public void started(String environment) {
        // What it is for was said before.
    }

    @Override
    public synchronized void progress(String environment, int done, int total) {
        // Of several at a time, the name does not tell whose executions these are: what they are for does.
        if (running.size() <= 1) {
            console.progress((running.isEmpty() ? "  " + environment : line()) + " · " + done + "/" + total);
        }
    }

    @Override
    public void finished(EnvironmentResult result) {
        // The next run will say so.
    }

    /** The numbers of those that run, and what the latest is for. */
    private String line() {
        String numbers = running.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "  run" + (running.size() == 1 ? " " : "s ") + numbers + " · " + running.get(running.lastKey());
    }
}
