package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.TensorDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who agrees with whom, in one case or in all: environments stand on one side if all they recorded has the same bits.
 *
 * @param standings of the environments, in the order of the comparison
 * @param sides the environments of each side, the largest first; of equal ones that of the first environment
 */
public record Agreement(List<Standing> standings, List<List<String>> sides) {
    /** Copies the lists. */
    public Agreement {
        standings = List.copyOf(standings);
        sides = sides.stream().map(List::copyOf).toList();
    }

    /** Returns the sides of one case. */
    public static Agreement of(List<String> environments, CaseResult result) {
        List<Object> keys = new ArrayList<>();
        List<@Nullable Standing> outside = new ArrayList<>();
        for (String environment : environments) {
            keys.add(classes(result, environment));
            outside.add(outside(result, environment));
        }
        return of(environments, keys, outside);
    }

    /**
     * Returns the sides over all cases together. Environments that have not got a case, or skipped it, can share a side; one that
     * varies, fails, or recorded another type or shape shares it with nobody.
     */
    public static Agreement ofAll(List<String> environments, List<CaseResult> results) {
        List<Object> keys = new ArrayList<>();
        List<@Nullable Standing> inside = new ArrayList<>();
        for (String environment : environments) {
            keys.add(results.stream()
                    .filter(Agreement::isNotable)
                    .map(result -> key(result, environment))
                    .toList());
            inside.add(null);
        }
        return of(environments, keys, inside);
    }

    private static boolean isNotable(CaseResult result) {
        return !result.differences().isEmpty()
                || !result.findings().isEmpty()
                || !result.variations().isEmpty();
    }

    /** Returns what is equal for environments that have the same bits in a case; where that is not known, nobody shares it. */
    private static List<Object> key(CaseResult result, String environment) {
        Standing outside = outside(result, environment);
        if (outside == null) {
            return List.of(classes(result, environment));
        }
        boolean isBitsUnknown = !outside.equals(Standing.MISSING) && !outside.equals(Standing.SKIPPED);
        return List.of(outside, isBitsUnknown ? environment : classes(result, environment));
    }

    private static List<Integer> classes(CaseResult result, String environment) {
        return result.differences().stream()
                .map(difference -> side(difference, environment))
                .toList();
    }

    private static Agreement of(List<String> environments, List<Object> keys, List<@Nullable Standing> outside) {
        Map<Object, List<String>> bySide = new LinkedHashMap<>();
        for (int i = 0; i < environments.size(); i++) {
            if (outside.get(i) == null) {
                bySide.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(environments.get(i));
            }
        }
        List<List<String>> sides = bySide.values().stream()
                .sorted(Comparator.comparingInt((List<String> side) -> -side.size()))
                .toList();
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < environments.size(); i++) {
            Standing reason = outside.get(i);
            standings.add(
                    reason == null
                            ? Standing.onSide(sides.indexOf(bySide.getOrDefault(keys.get(i), List.of())))
                            : reason);
        }
        return new Agreement(standings, sides);
    }

    /** Returns whether one side is larger than every other; where two are, nobody is the odd one out. */
    public boolean hasLargest() {
        return sides.size() == 1
                || (sides.size() > 1 && sides.get(0).size() > sides.get(1).size());
    }

    /** Returns whether an environment stands apart: not on the largest side, or there is none. */
    public boolean isApart(int environment) {
        return !hasLargest() || standings.get(environment).symbol() != 'A';
    }

    private static int side(TensorDifference difference, String environment) {
        for (int side = 0; side < difference.classes().size(); side++) {
            if (difference.classes().get(side).contains(environment)) {
                return side;
            }
        }
        return -1;
    }

    private static @Nullable Standing outside(CaseResult result, String environment) {
        if (result.variations().stream()
                .anyMatch(variation -> variation.environment().equals(environment))) {
            return Standing.VARIES;
        }
        return result.findings().stream()
                .filter(finding -> finding.environments().contains(environment))
                .map(Finding::kind)
                .sorted()
                .flatMap(kind -> Stream.ofNullable(standing(kind)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Standing standing(Finding.Kind kind) {
        return switch (kind) {
            case CASE_MISSING -> Standing.MISSING;
            case FAILED -> Standing.FAILED;
            case SKIPPED -> Standing.SKIPPED;
            case TENSOR_MISSING, TYPE_OR_SHAPE -> Standing.UNLIKE;
            case NOT_COMPARED -> null;
        };
    }
}
