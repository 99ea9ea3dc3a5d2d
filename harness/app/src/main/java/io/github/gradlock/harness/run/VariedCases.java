package io.github.gradlock.harness.run;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.ResultsDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The cases of an environment, and which of them have been seen to vary, process after process. */
final class VariedCases {
    private final Map<String, String> first = new HashMap<>();
    private final Set<String> varied = new HashSet<>();

    /** Adds what a process recorded. */
    void add(Path session) throws IOException {
        try (Bundle bundle = Bundles.open(session);
                Stream<CaseRecord> records = bundle.cases()) {
            for (CaseRecord record : (Iterable<CaseRecord>) records::iterator) {
                if (record.status() == CaseStatus.PASSED) {
                    add(record.id(), ResultsDigest.ofCase(record));
                    for (Repetition again : record.repetitions()) {
                        add(record.id(), ResultsDigest.ofCase(record.id(), again.status(), again.tensors()));
                    }
                }
            }
        }
    }

    private void add(String id, String digest) {
        String known = first.putIfAbsent(id, digest);
        if (known != null && !known.equals(digest)) {
            varied.add(id);
        }
    }

    /** Returns whether there are cases, and each of them has varied: more processes cannot find another. */
    boolean isAll() {
        return !first.isEmpty() && varied.size() == first.size();
    }
}
