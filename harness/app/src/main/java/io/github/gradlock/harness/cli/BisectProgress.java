package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.bisect.BisectionListener;
import io.github.gradlock.harness.bisect.BisectionText;
import io.github.gradlock.harness.bisect.TrialRecord;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.RunListener;

/** Shows how a bisection goes: a line for each run that ended, and one for the run that goes on. */
final class BisectProgress implements BisectionListener, RunListener {
    private final Console console;
    private String running = "";

    BisectProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void starts(String what, String bound) {
        running = "  " + (bound.isEmpty() ? "confirming" : bound) + " · " + what;
        console.progress(running);
    }

    @Override
    public void ended(TrialRecord trial) {
        console.remark(BisectionText.trial(trial));
    }

    @Override
    public void remark(String text) {
        console.remark("  " + text);
    }

    @Override
    public void started(String environment) {
        // What it is was said before.
    }

    @Override
    public synchronized void progress(String environment, int done, int total) {
        console.progress(running + " · " + done + "/" + total);
    }

    @Override
    public void finished(EnvironmentResult result) {
        // Its trial will say so.
    }
}
