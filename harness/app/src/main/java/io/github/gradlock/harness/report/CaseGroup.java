package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases whose names begin alike. Names are split at dots and slashes; a group that is too large is split further.
 *
 * @param name what they have in common, with the sign that follows it; the whole name where there is one case
 * @param cases in the order given, at least one
 */
public record CaseGroup(String name, List<CaseResult> cases) {
    private static final int LARGEST = 250;
    private static final Pattern SEPARATOR = Pattern.compile("[./]");

    /** Copies the cases. */
    public CaseGroup {
        cases = List.copyOf(cases);
    }

    /** Returns the groups in the order of their first cases. */
    public static List<CaseGroup> of(List<CaseResult> cases) {
        return split("", cases);
    }

    /** Returns the cases that are not plainly reproducible. */
    public List<CaseResult> notable() {
        return cases.stream()
                .filter(result -> result.verdict() != Verdict.REPRODUCIBLE)
                .toList();
    }

    private static List<CaseGroup> split(String prefix, List<CaseResult> cases) {
        Map<String, List<CaseResult>> byName = new LinkedHashMap<>();
        for (CaseResult result : cases) {
            byName.computeIfAbsent(next(prefix, result.id()), name -> new ArrayList<>())
                    .add(result);
        }
        List<CaseGroup> groups = new ArrayList<>();
        byName.forEach((name, members) -> {
            boolean further = members.size() > LARGEST && !name.equals(prefix);
            groups.addAll(
                    further
                            ? split(name, members)
                            : List.of(new CaseGroup(
                                    members.size() == 1 ? members.get(0).id() : name, members)));
        });
        return groups;
    }

    /** The prefix with one part more; a name without a further part is a group with the others of that kind. */
    private static String next(String prefix, String id) {
        Matcher separator = SEPARATOR.matcher(id);
        return separator.find(prefix.length()) ? id.substring(0, separator.end()) : prefix;
    }
}
