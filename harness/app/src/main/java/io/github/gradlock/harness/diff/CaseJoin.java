package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cases of all bundles side by side, each bundle once; they are sorted by id, so that one of each is in memory. Of bundles
 * whose manifests name the same checksum for their cases, one is read, and all share its records.
 */
final class CaseJoin implements AutoCloseable {
    /** The order of bundles, that of the UTF-8 bytes; that of Java's strings differs beyond the basic plane. */
    private static final Comparator<String> CODE_POINTS =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final List<Cursor> cursors = new ArrayList<>();
    private final Map<Subject, Cursor> bySubject = new LinkedHashMap<>();
    private final TreeSet<String> expected;

    /**
     * @param expected ids that are joined although no bundle holds them
     */
    CaseJoin(List<Subject> subjects, Set<String> expected) throws IOException {
        this.expected = new TreeSet<>(CODE_POINTS);
        this.expected.addAll(expected);
        try {
            Map<Object, Cursor> byLines = new HashMap<>();
            for (Subject subject : subjects) {
                Cursor cursor = byLines.get(lines(subject));
                if (cursor == null) {
                    cursor = new Cursor(subject);
                    cursors.add(cursor);
                    byLines.put(lines(subject), cursor);
                }
                bySubject.put(subject, cursor);
            }
        } catch (IOException | RuntimeException problem) {
            close();
            throw problem;
        }
    }

    /**
     * Returns what is equal for bundles that hold the same lines by their manifests: the checksum of the file, and what follows
     * from it. A bundle is what its manifest says; the file itself is checked for those of which it is read.
     */
    private static Object lines(Subject subject) {
        Manifest manifest = subject.bundle().manifest();
        Manifest.Content cases = manifest.files().get("cases.jsonl");
        return cases == null ? subject : List.of(cases, manifest.resultsDigest(), manifest.counts());
    }

    /** Returns the id of the next case, or null after the last. */
    @Nullable
    String next() {
        String least = expected.isEmpty() ? null : expected.first();
        for (Cursor cursor : cursors) {
            String id = cursor.current == null ? null : cursor.current.id();
            least = id != null && (least == null || CODE_POINTS.compare(id, least) < 0) ? id : least;
        }
        return least;
    }

    /** Takes the case of that id from every bundle that has it, by subject, in the order of the subjects. */
    Map<Subject, CaseRecord> take(String id) throws IOException {
        expected.remove(id);
        Map<Subject, CaseRecord> records = new LinkedHashMap<>();
        bySubject.forEach((subject, cursor) -> {
            CaseRecord record = cursor.current;
            if (record != null && record.id().equals(id)) {
                records.put(subject, record);
            }
        });
        for (Cursor cursor : cursors) {
            if (cursor.current != null && cursor.current.id().equals(id)) {
                cursor.advance();
            }
        }
        return records;
    }

    @Override
    public void close() {
        cursors.forEach(cursor -> cursor.stream.close());
    }

    private static final class Cursor {
        private final Subject subject;
        private final Stream<CaseRecord> stream;
        private final Iterator<CaseRecord> records;
        private @Nullable CaseRecord current;

        Cursor(Subject subject) throws IOException {
            this.subject = subject;
            this.stream = subject.bundle().cases();
            this.records = stream.iterator();
            this.current = records.hasNext() ? records.next() : null;
        }

        void advance() throws IOException {
            String before = Objects.requireNonNull(current).id();
            current = records.hasNext() ? records.next() : null;
            if (current != null && CODE_POINTS.compare(current.id(), before) <= 0) {
                throw new BundleException(
                        subject.bundle().path(),
                        "cases are not sorted: " + current.id() + " comes after " + before,
                        "write the bundle again");
            }
        }
    }
}
