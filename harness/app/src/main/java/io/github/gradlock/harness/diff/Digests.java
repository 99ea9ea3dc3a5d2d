package io.github.gradlock.harness.diff;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the digests say before anything else is read.
 *
 * @param resultsAgree whether all bundles have one results digest; the others are then not read
 * @param byCase the case digests of each bundle
 */
record Digests(boolean resultsAgree, Map<Subject, Map<String, String>> byCase) {
    static Digests of(Collection<Subject> subjects) throws IOException {
        long distinct = subjects.stream()
                .map(subject -> subject.bundle().resultsDigest())
                .distinct()
                .count();
        Map<Subject, Map<String, String>> byCase = new LinkedHashMap<>();
        if (distinct > 1) {
            for (Subject subject : subjects) {
                byCase.put(subject, subject.bundle().caseDigests());
            }
        }
        return new Digests(distinct == 1, byCase);
    }

    /** Returns whether a case is the same bits in all of these bundles. */
    boolean agree(String caseId, Collection<Subject> subjects) {
        if (resultsAgree) {
            return true;
        }
        var digests = subjects.stream()
                .map(subject -> byCase.getOrDefault(subject, Map.of()).get(caseId))
                .toList();
        return digests.stream().allMatch(Objects::nonNull)
                && digests.stream().distinct().count() <= 1;
    }
}
