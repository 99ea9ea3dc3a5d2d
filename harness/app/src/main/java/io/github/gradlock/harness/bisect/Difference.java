package io.github.gradlock.harness.bisect;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * In what the ends of a bisection differ in one case. Where they differ in bits, an execution without bits says nothing of it: a
 * mixture in which the case fails is neither the same nor different.
 *
 * @param reference what the reference gave
 * @param wanted what the other end gave beside it: bits if any of it are, else words for why there are none
 */
record Difference(Set<String> reference, Set<String> wanted) {
    /** Returns the difference of the ends in a case. */
    static Difference of(String caseId, Ends ends) {
        Set<String> reference = ends.reference().values(caseId);
        Set<String> wanted = new TreeSet<>(ends.other().values(caseId));
        wanted.removeAll(reference);
        if (wanted.stream().anyMatch(Observation::isBits)) {
            wanted.removeIf(value -> !Observation.isBits(value));
        }
        return new Difference(reference, wanted);
    }

    /** Returns whether both ends have bits; if not, the case fails, is skipped or is absent in one of them. */
    boolean isOfBits() {
        return reference.stream().allMatch(Observation::isBits) && isBitsWanted();
    }

    private boolean isBitsWanted() {
        return wanted.stream().anyMatch(Observation::isBits);
    }

    /** Returns what an observation of the same case says of it. */
    Outcome outcome(Set<String> values) {
        boolean shows = values.stream()
                .filter(value -> !reference.contains(value))
                .anyMatch(value -> isBitsWanted() ? Observation.isBits(value) : wanted.contains(value));
        if (shows) {
            return Outcome.DIFFERENT;
        }
        return reference.containsAll(values) ? Outcome.SAME : Outcome.UNRESOLVED;
    }

    /** Returns whether every value of an observation of the same case shows it. */
    boolean isAlwaysIn(Set<String> values) {
        return values.stream().allMatch(value -> outcome(Set.of(value)) == Outcome.DIFFERENT);
    }

    /** Says why an observation says nothing: {@code the case failed}. */
    static String reason(Set<String> values) {
        return "the case " + values.stream().map(Difference::text).distinct().collect(Collectors.joining(" or "));
    }

    private static String text(String value) {
        if (Observation.isBits(value)) {
            return "passed";
        }
        return value.equals(Observation.ABSENT) ? "is not there" : value.equals("skipped") ? "was skipped" : value;
    }
}
