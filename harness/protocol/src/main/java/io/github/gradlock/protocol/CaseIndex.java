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
    private @Nullable String last;

    private record Place(long offset, long line) {}

    private CaseIndex(Region region) {
        this.region = region;
    }

    static CaseIndex of(Region region) throws IOException {
        CaseIndex index = new CaseIndex(region);
        LineReader lines = new LineReader(region, false);
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            index.add(line);
        }
        return index;
    }

    /** Starts an index to which the lines are added as they are read. */
    static CaseIndex empty(Region region) {
        return new CaseIndex(region);
    }

    /** Adds the next line and returns what it says. */
    CaseRecord add(LineReader.Line line) throws BundleException {
        JsonValue json = line.json();
        CaseRecord record = CaseJson.read(json);
        if (last != null && CodePointOrder.INSTANCE.compare(last, record.id()) >= 0) {
            throw json.fault("case '" + record.id() + "' after '" + last + "'", "sort cases by id, each once");
        }
        if (places.size() == Limits.CASES) {
            throw json.fault("more than " + Limits.CASES + " cases", "split the suite");
        }
        last = record.id();
        digests.put(record.id(), ResultsDigest.ofCase(record));
        places.put(record.id(), new Place(line.offset(), line.number()));
        return record;
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
