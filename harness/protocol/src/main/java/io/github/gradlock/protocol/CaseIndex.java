package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Digests and places of the lines of a {@code cases.jsonl}, whose cases stand sorted by id. */
final class CaseIndex {
    private final Region region;
    private final Map<String, String> digests = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    private record Place(long offset, long line) {}

    private CaseIndex(Region region) {
        this.region = region;
    }

    static CaseIndex of(Region region) throws IOException {
        CaseIndex index = new CaseIndex(region);
        LineReader lines = new LineReader(region, false);
        @Nullable String before = null;
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            JsonValue json = line.json();
            CaseRecord record = CaseJson.read(json);
            if (before != null && CodePointOrder.INSTANCE.compare(before, record.id()) >= 0) {
                throw json.fault("case '" + record.id() + "' after '" + before + "'", "sort cases by id, each once");
            }
            if (index.places.size() == Limits.CASES) {
                throw json.fault("more than " + Limits.CASES + " cases", "split the suite");
            }
            before = record.id();
            index.digests.put(record.id(), ResultsDigest.ofCase(record));
            index.places.put(record.id(), new Place(line.offset(), line.number()));
        }
        return index;
    }

    int size() {
        return digests.size();
    }

    Map<String, String> digests() {
        return Collections.unmodifiableMap(digests);
    }

    String root() {
        return ResultsDigest.root(digests.values());
    }

    Optional<CaseRecord> find(String id) throws IOException {
        Place place = places.get(id);
        if (place == null) {
            return Optional.empty();
        }
        LineReader.Line line = new LineReader(region, place.offset(), place.line()).next();
        return Optional.of(CaseJson.read(Objects.requireNonNull(line).json()));
    }
}
