package io.github.gradlock.harness.bisect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds minimal sets of factors that make a difference.
 *
 * <p>A binary search over prefixes finds the factor whose addition makes the difference. If it does so alone, that is all: one
 * of n is found in ⌈log₂ n⌉ + 2 runs, of which the last two confirm it. If it does not, it is kept, and the next search
 * finds what it works together with among the factors before it. Every step rests on two trials that came out unlike, so
 * it holds for factors that mask each other too. What trials that cannot be run leave undivided, delta debugging divides
 * (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002). When all factors without the set
 * still make a difference, there is a second cause, and it is searched for among the rest.
 *
 * @param <F> a factor
 */
public final class Search<F> {
    private final List<F> factors;
    private final Trial<F> trial;
    private final SearchListener<F> listener;
    private final Map<List<F>, Outcome> outcomes = new HashMap<>();

    /** A search among these factors; nothing is run yet. */
    public Search(List<F> factors, Trial<F> trial, SearchListener<F> listener) {
        this.factors = List.copyOf(factors);
        this.trial = trial;
        this.listener = listener;
    }

    /** How a search ended. */
    public enum Ending {
        /** At least one set makes a difference. */
        FOUND,
        /** The end without factors is not the same as itself. */
        FIRST_UNCONFIRMED,
        /** The end with all factors could not be run. */
        SECOND_UNRESOLVED,
        /** There is no difference. */
        AGREE
    }

    /**
     * A set of factors that makes a difference.
     *
     * @param factors of the set, in the order of all
     * @param untested those without which the rest of the set could not be run; the set without any other one is the same
     * @param <F> a factor
     */
    public record Cause<F>(List<F> factors, List<F> untested) {}

    /**
     * What was found.
     *
     * @param ending how
     * @param causes disjoint sets, each of which makes a difference alone
     * @param rest what all factors but those give; the same if the causes are all there is
     * @param runs number of trials, the two ends' among them
     * @param <F> a factor
     */
    public record Result<F>(Ending ending, List<Cause<F>> causes, Outcome rest, int runs) {}

    /** Confirms both ends, and searches. */
    public Result<F> run() throws IOException, InterruptedException {
        int single = halvings(factors.size()) + 2;
        if (test(List.of(), 1 + single) != Outcome.SAME) {
            return ended(Ending.FIRST_UNCONFIRMED, List.of(), Outcome.UNRESOLVED);
        }
        Outcome rest = test(factors, single);
        if (rest != Outcome.DIFFERENT) {
            return ended(rest == Outcome.SAME ? Ending.AGREE : Ending.SECOND_UNRESOLVED, List.of(), Outcome.UNRESOLVED);
        }
        List<Cause<F>> causes = new ArrayList<>();
        List<F> remaining = factors;
        while (rest == Outcome.DIFFERENT) {
            Cause<F> cause = isolate(remaining);
            causes.add(cause);
            remaining = without(remaining, cause.factors());
            rest = test(remaining, 0);
        }
        return ended(Ending.FOUND, causes, rest);
    }

    private Result<F> ended(Ending ending, List<Cause<F>> causes, Outcome rest) {
        return new Result<>(ending, List.copyOf(causes), rest, outcomes.size());
    }

    /** Returns a minimal set among candidates that make a difference together. */
    private Cause<F> isolate(List<F> all) throws IOException, InterruptedException {
        List<F> candidates = all;
        List<F> found = List.of();
        boolean divided = true;
        do {
            List<F> block = turn(found, candidates);
            divided &= block.size() == 1;
            candidates = candidates.subList(0, candidates.indexOf(block.get(0)));
            found = ordered(found, block);
        } while (!candidates.isEmpty() && test(found, found.size()) != Outcome.DIFFERENT);
        List<F> minimal = minimise(found, divided ? found.size() : 2);
        List<F> untested = new ArrayList<>();
        for (F factor : minimal) {
            if (test(without(minimal, List.of(factor)), 1) == Outcome.UNRESOLVED) {
                untested.add(factor);
            }
        }
        return new Cause<>(minimal, List.copyOf(untested));
    }

    /**
     * Returns the candidates whose addition to those before them makes the difference: one, or those between which no trial
     * could be run.
     */
    private List<F> turn(List<F> found, List<F> candidates) throws IOException, InterruptedException {
        int low = 0;
        int high = candidates.size();
        Set<Integer> unresolved = new HashSet<>();
        for (int cut = middle(low, high, unresolved); cut > low; cut = middle(low, high, unresolved)) {
            int further = halvings(Math.max(cut - low, high - cut)) + 1 + found.size() + 1;
            switch (test(ordered(found, candidates.subList(0, cut)), further)) {
                case SAME -> low = cut;
                case DIFFERENT -> high = cut;
                case UNRESOLVED -> unresolved.add(cut);
            }
        }
        return candidates.subList(low, high);
    }

    /** Returns the number nearest to the middle between the two that is not left out, or the lower one if there is none. */
    private static int middle(int low, int high, Set<Integer> leftOut) {
        int middle = (low + high) >>> 1;
        for (int distance = 0; distance < high - low; distance++) {
            for (int number : new int[] {middle - distance, middle + distance}) {
                if (number > low && number < high && !leftOut.contains(number)) {
                    return number;
                }
            }
        }
        return low;
    }

    /** Zeller's ddmin, from a granularity: no set with one factor less makes a difference in the end. */
    private List<F> minimise(List<F> different, int granularity) throws IOException, InterruptedException {
        List<F> set = different;
        int chunks = Math.min(granularity, set.size());
        while (set.size() > 1) {
            List<F> smaller = smaller(set, chunks, granularity);
            if (smaller.size() < set.size()) {
                boolean complement = smaller.size() > set.size() / 2;
                set = smaller;
                chunks = Math.min(set.size(), complement ? Math.max(chunks - 1, 2) : 2);
            } else if (chunks < set.size()) {
                chunks = Math.min(2 * chunks, set.size());
            } else {
                return set;
            }
        }
        return set;
    }

    /** Returns a chunk, or everything but a chunk, that makes a difference; the set itself if none does. */
    private List<F> smaller(List<F> set, int chunks, int granularity) throws IOException, InterruptedException {
        List<List<F>> parts = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            parts.add(set.subList(set.size() * i / chunks, set.size() * (i + 1) / chunks));
        }
        // Factors found one by one work together, all or all but few: the parts alone would be runs for nothing.
        if (granularity < set.size()) {
            for (List<F> part : parts) {
                if (test(part, parts.size()) == Outcome.DIFFERENT) {
                    return List.copyOf(part);
                }
            }
        }
        for (int i = 0; i < chunks; i++) {
            List<F> complement = without(set, parts.get(i));
            if (test(complement, chunks - i) == Outcome.DIFFERENT) {
                return complement;
            }
        }
        return set;
    }

    private Outcome test(List<F> set, int further) throws IOException, InterruptedException {
        List<F> key = List.copyOf(set);
        Outcome known = outcomes.get(key);
        if (known != null) {
            return known;
        }
        int run = outcomes.size() + 1;
        listener.starts(key, run, run + further);
        Outcome outcome = trial.run(key);
        outcomes.put(key, outcome);
        listener.ended(key, outcome);
        return outcome;
    }

    private List<F> ordered(Collection<F> some, Collection<F> others) {
        Set<Integer> places = new TreeSet<>();
        some.forEach(factor -> places.add(factors.indexOf(factor)));
        others.forEach(factor -> places.add(factors.indexOf(factor)));
        return places.stream().map(factors::get).toList();
    }

    private static <F> List<F> without(List<F> set, Collection<F> removed) {
        return set.stream().filter(factor -> !removed.contains(factor)).toList();
    }

    /** Returns ⌈log₂ n⌉. */
    private static int halvings(int n) {
        return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
    }
}
