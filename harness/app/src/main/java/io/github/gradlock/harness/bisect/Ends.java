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

    /** Returns the cases that neither end agrees with itself in: nothing can be searched for with them. */
    List<String> adrift() {
        return cases().stream()
                .filter(id -> !reference.isStable(id) && !other.isStable(id))
                .toList();
    }

    /** Returns the cases that have bits in neither end: nothing of them was compared. */
    List<String> without() {
        return cases().stream()
                .filter(id -> !reference.hasBits(id) && !other.hasBits(id))
                .toList();
    }

    /**
     * Returns the case that leads the search: of those that differ in bits, or else of all that differ, the first that always does,
     * or else the first.
     */
    String lead() {
        List<String> ofBits = differing().stream()
                .filter(id -> Difference.of(id, this).isOfBits())
                .toList();
        List<String> differing = ofBits.isEmpty() ? differing() : ofBits;
        return differing.stream()
                .filter(id -> Difference.of(id, this).isAlwaysIn(other.values(id)))
                .findFirst()
                .orElse(differing.get(0));
    }
}
