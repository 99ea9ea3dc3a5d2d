package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.spec.Repetitions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the two ends gave in the same cases.
 *
 * @param reversed whether the reference is the second environment
 * @param reference the end from which hybrids differ or not
 * @param other the end whose factors are taken into it
 * @param selects patterns of the cases; empty for all
 * @param repetitions how often each was run
 */
record Ends(boolean reversed, Observation reference, Observation other, List<String> selects, Repetitions repetitions) {
    Ends turned() {
        return new Ends(!reversed, other, reference, selects, repetitions);
    }

    Ends withReference(Observation again) {
        return new Ends(reversed, again, other, selects, repetitions);
    }

    /** Returns the cases that either end has, sorted. */
    Set<String> cases() {
        Set<String> cases = new TreeSet<>(reference.cases().keySet());
        cases.addAll(other.cases().keySet());
        return cases;
    }

    /** Returns the cases of which the reference is one with itself, and the other end is not one with it. */
    List<String> differing() {
        return cases().stream()
                .filter(id -> reference.isStable(id) && other.differs(id, reference))
                .toList();
    }

    /** Returns the cases that differ and that neither end agrees with itself in: nothing can be searched for with them. */
    List<String> adrift() {
        return cases().stream()
                .filter(id -> !reference.isStable(id) && !other.isStable(id))
                .filter(id -> !reference.values(id).equals(other.values(id)))
                .toList();
    }

    /** Returns the case that leads the search: the first that always differs, or else the first that differs. */
    String lead() {
        List<String> differing = differing();
        return differing.stream()
                .filter(id -> other.differsAlways(id, reference))
                .findFirst()
                .orElse(differing.get(0));
    }
}
