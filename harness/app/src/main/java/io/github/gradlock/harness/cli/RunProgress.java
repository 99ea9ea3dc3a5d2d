package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.RunListener;
import io.github.gradlock.harness.run.RunPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows on a terminal what a run is doing: one line, which the next one replaces. */
final class RunProgress implements RunListener {
    private static final long PAUSE_NANOS = 50_000_000;

    private final Console console;
    private final int environments;
    private final long start = System.nanoTime();
    private final Map<String, String> running = new LinkedHashMap<>();
    private final Map<String, String> processes = new HashMap<>();
    private int finished;
    private long shown;

    RunProgress(Console console, RunPlan plan) {
        this.console = console;
        this.environments = plan.environments().size();
    }

    @Override
    public synchronized void started(String environment) {
        running.put(environment, "starting");
        show();
    }

    @Override
    public void process(String environment, int number, int total) {
        Interruption.hold();
        say(environment, number, total);
    }

    @Override
    public void concludes(String environment) {
        Interruption.hold();
    }

    private synchronized void say(String environment, int number, int total) {
        processes.put(environment, total - number + " more processes");
    }

    @Override
    public synchronized void progress(String environment, int done, int total) {
        String left = processes.get(environment);
        running.put(environment, done + "/" + total + (left == null ? "" : ", " + left));
        if (System.nanoTime() - shown > PAUSE_NANOS) {
            show();
        }
    }

    @Override
    public synchronized void finished(EnvironmentResult result) {
        running.remove(result.name());
        finished++;
        show();
    }

    private void show() {
        shown = System.nanoTime();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%d of %d environments · %.0f s", finished, environments, (shown - start) / 1e9));
        running.forEach(
                (name, state) -> line.append(" · ").append(name).append(' ').append(state));
        console.progress(line.toString());
    }
}
