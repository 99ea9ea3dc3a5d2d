package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.KeptRuns;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Runs parts of the benchmark's suite.
 *
 * @param base environment, to which sides add their settings
 * @param atATime runs at a time, of an explanation
 * @param ofTag runs of the cases of a JUnit tag expression
 */
record Runs(ResolvedEnvironment base, int atATime, Function<String, KeptRuns> ofTag) {
    /** Returns what the selected cases gave; the caller closes it. */
    Bundle run(String tag, Setting setting, List<String> selects, Repetitions repetitions)
            throws IOException, InterruptedException {
        KeptRuns.Answer answer = ofTag.apply(tag).run(setting.on(base), selects, repetitions, TraceRequest.PLAIN, 0);
        if (answer.bundle() == null) {
            throw GradlockException.incomplete(
                    "the benchmark's suite could not be run: " + answer.failure(),
                    "gradlock run --suite benchmark " + base.displayName() + " shows more",
                    null);
        }
        return Bundles.open(answer.bundle());
    }

    /** Refuses to count shares of cases that are not all there: those that are missing would count for nothing. */
    static int complete(String part, int promised, int found) {
        if (found != promised) {
            throw GradlockException.incomplete(
                    "%d cases of %s were run, and the index promises %d".formatted(found, part, promised),
                    "gradlock run --suite benchmark shows what is missing; or the index is of another suite",
                    null);
        }
        return promised;
    }
}
