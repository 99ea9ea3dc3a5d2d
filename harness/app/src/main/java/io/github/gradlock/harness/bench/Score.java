package io.github.gradlock.harness.bench;

import java.util.List;

/**
 * How many faults of a set were explained rightly.
 *
 * @param detected that a difference was found
 * @param exact that the operations in which it begins, and no others, were named
 * @param first that a right cause was named first
 * @param amongThree that a right cause was among the first three
 */
record Score(Share detected, Share exact, Share first, Share amongThree) {
    static Score of(List<CauseResult> results) {
        int all = results.size();
        return new Score(
                new Share(count(results, CauseResult::detected), all),
                new Share(count(results, CauseResult::exact), all),
                new Share(count(results, result -> result.rank() == 1), all),
                new Share(count(results, result -> result.rank() >= 1 && result.rank() <= 3), all));
    }

    private static int count(List<CauseResult> results, java.util.function.Predicate<CauseResult> good) {
        return (int) results.stream().filter(good).count();
    }
}
