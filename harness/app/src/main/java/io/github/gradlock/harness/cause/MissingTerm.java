package io.github.gradlock.harness.cause;

import java.util.Optional;

/**
 * Looks for a sum that lacks a term, or has one twice.
 *
 * @param operation whose outputs are sums
 * @param sums of its captured terms
 */
record MissingTerm(Operation operation, Reduction sums) {
    /** Returns what is wrong, for people; empty if no single term explains a side. */
    Optional<String> find() {
        Values left = operation.leftOutputs().get(0);
        Values right = operation.rightOutputs().get(0);
        boolean leftGood = sums.error(left) <= sums.bound();
        boolean rightGood = sums.error(right) <= sums.bound();
        if (leftGood == rightGood || !sums.isRegular()) {
            return Optional.empty();
        }
        Values wrong = leftGood ? right : left;
        for (int term = 0; term < sums.length(); term++) {
            for (int times : new int[] {-1, 1}) {
                if (explains(term, times, wrong)) {
                    return Optional.of("%s computed anew: one side %s term %d of %d"
                            .formatted(
                                    operation.place(),
                                    times < 0 ? "leaves out" : "adds twice",
                                    term + 1,
                                    sums.length()));
                }
            }
        }
        return part(wrong);
    }

    /** Several terms are missing at one end. */
    private Optional<String> part(Values wrong) {
        for (int count = 1; count < sums.length(); count++) {
            if (isSumOf(0, count, wrong)) {
                return Optional.of("%s computed anew: one side adds the first %d of %d terms alone"
                        .formatted(operation.place(), count, sums.length()));
            }
            if (isSumOf(sums.length() - count, sums.length(), wrong)) {
                return Optional.of("%s computed anew: one side adds the last %d of %d terms alone"
                        .formatted(operation.place(), count, sums.length()));
            }
        }
        return Optional.empty();
    }

    private boolean isSumOf(int from, int to, Values wrong) {
        boolean some = false;
        for (int i = 0; i < sums.places().size(); i++) {
            Terms terms = sums.terms().get(i);
            double value = wrong.numbers()[sums.places().get(i)];
            double sum = terms.part(from, to).exact();
            double room = sums.bound() * wrong.unitRoundoff() * terms.scale();
            boolean fits = Math.abs(value - sum) <= room
                    || sums.mean()
                            && (Math.abs(value * terms.count() - sum) <= room
                                    || Math.abs(value * (to - from) - sum) <= room);
            if (!fits) {
                return false;
            }
            some |= Math.abs(sum - terms.exact()) > 2 * room;
        }
        return some;
    }

    private boolean explains(int term, int times, Values wrong) {
        boolean some = false;
        for (int i = 0; i < sums.places().size(); i++) {
            Terms terms = sums.terms().get(i);
            double divisor = sums.mean() ? terms.count() : 1;
            double value = wrong.numbers()[sums.places().get(i)];
            double room = sums.bound() * wrong.unitRoundoff() * terms.scale() / divisor;
            double exact = terms.exact();
            double with = (exact + times * terms.term(term)) / divisor;
            // A mean of fewer terms may be divided by their number.
            double mean = sums.mean() ? (exact + times * terms.term(term)) / (divisor + times) : with;
            if (Math.abs(value - with) > room && Math.abs(value - mean) > room) {
                return false;
            }
            some |= Math.abs(value - exact / divisor) > room;
        }
        return some;
    }
}
