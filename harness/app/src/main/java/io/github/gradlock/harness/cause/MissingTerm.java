package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a sum that lacks a term, has one twice, or keeps its last one alone.
 *
 * @param operation whose outputs are sums
 * @param sums of its captured terms
 */
record MissingTerm(Operation operation, Reduction sums) {
    /** Of longer sums it is not looked for: with each term that is tried all of them are added. */
    private static final int MOST = 4096;

    /** So many sums are not their last terms by chance. */
    private static final int ENOUGH = 3;

    /** What all trials compare a sum with. */
    private record Sum(Terms terms, double exact, double room, double value) {
        boolean fits(double sum, double divisor) {
            return Math.abs(value * divisor - sum) <= room;
        }
    }

    /** Returns what is wrong, for people; empty if no single term explains a side. */
    Optional<String> find() {
        Values left = operation.leftOutputs().get(0);
        Values right = operation.rightOutputs().get(0);
        boolean leftGood = sums.error(left) <= sums.bound();
        boolean rightGood = sums.error(right) <= sums.bound();
        if (leftGood == rightGood || sums.length() > MOST) {
            return Optional.empty();
        }
        List<Sum> wrong = sums(leftGood ? right : left);
        if (sums.finish() == Finish.SUM && areLast(wrong)) {
            return Optional.of(operation.place()
                    + " computed anew: one side keeps the last term of each sum, and loses the others");
        }
        if (!sums.isRegular()) {
            return Optional.empty();
        }
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

    private List<Sum> sums(Values wrong) {
        List<Sum> all = new ArrayList<>();
        for (int i = 0; i < sums.places().size(); i++) {
            Terms terms = sums.terms().get(i);
            double room = sums.bound() * wrong.unitRoundoff() * terms.scale();
            double value = wrong.numbers()[sums.places().get(i)];
            boolean root = sums.finish() == Finish.ROOT;
            all.add(new Sum(
                    terms,
                    terms.exact(),
                    root ? room + 4 * wrong.unitRoundoff() * value * value : room,
                    root ? value * value : value));
        }
        return all;
    }

    /** What should be added is written over what was there. */
    private boolean areLast(List<Sum> wrong) {
        long several = 0;
        for (Sum one : wrong) {
            int count = one.terms().count();
            if (count > 0 && one.value() != one.terms().round(one.terms().term(count - 1))) {
                return false;
            }
            several += count > 1 ? 1 : 0;
        }
        return several >= ENOUGH;
    }

    /** Several terms are missing at one end. */
    private Optional<String> part(List<Sum> wrong) {
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

    private boolean isSumOf(int from, int to, List<Sum> wrong) {
        boolean some = false;
        for (Sum one : wrong) {
            double sum = one.terms().part(from, to).exact();
            if (isMissed(one, sum, to - from)) {
                return false;
            }
            some |= Math.abs(sum - one.exact()) > 2 * one.room();
        }
        return some;
    }

    private boolean explains(int term, int times, List<Sum> wrong) {
        boolean some = false;
        for (Sum one : wrong) {
            double sum = one.exact() + times * one.terms().term(term);
            if (isMissed(one, sum, one.terms().count() + times)) {
                return false;
            }
            some |= Math.abs(sum - one.exact()) > 2 * one.room();
        }
        return some;
    }

    /** A mean of fewer terms may be divided by their number, or by that of all. */
    private boolean isMissed(Sum one, double sum, int count) {
        return sums.finish() == Finish.MEAN
                ? !one.fits(sum, one.terms().count()) && !one.fits(sum, count)
                : !one.fits(sum, 1);
    }
}
