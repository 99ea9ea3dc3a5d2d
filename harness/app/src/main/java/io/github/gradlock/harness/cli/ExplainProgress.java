package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.explain.ExplainListener;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.RunListener;

/** Shows what an explanation is running: one line, which the next one replaces. */
final class ExplainProgress implements ExplainListener, RunListener {
    private final Console console;
    private String running = "";

    ExplainProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void starts(int run, String what) {
        running = "  run " + run + " · " + what;
        console.progress(running);
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
        console.progress((running.isEmpty() ? "  " + environment : running) + " · " + done + "/" + total);
    }

    @Override
    public void finished(EnvironmentResult result) {
        // The next run will say so.
    }
}
