package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a safetensors file by its specification: eight bytes with the header's length, a JSON header, the elements.
 *
 * <p>The elements of all tensors must fill the rest of the file without hole or overlap; nothing is read before that is
 * known. Faults are {@link BundleException}s with the byte offset.
 */
public final class SafetensorsReader {
    private static final String HINT = "write the file anew with a current safetensors library";

    private final Region region;
    private final long dataStart;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    /**
     * Where the elements of a tensor lie.
     *
     * @param type element type
     * @param shape sizes of its dimensions
     * @param begin first byte, counted from the end of the header
     * @param end byte after the last one
     */
    public record Entry(ElementType type, List<Long> shape, long begin, long end) {
        /** Copies the shape. */
        public Entry {
            shape = List.copyOf(shape);
        }
    }

    private SafetensorsReader(Region region, long dataStart, Map<String, Entry> entries, Map<String, String> metadata) {
        this.region = region;
        this.dataStart = dataStart;
        this.entries = Collections.unmodifiableMap(entries);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /** Reads and checks the header of a file. */
    public static SafetensorsReader open(Path file) throws IOException {
        return open(Region.of(file));
    }

    static SafetensorsReader open(Region region) throws IOException {
        if (region.length() < 8) {
            throw fault(region, 0, "cut short: " + region.length() + " bytes are no safetensors file");
        }
        long header = region.map(0, 8).getLong(0);
        if (header < 0 || header > Limits.SAFETENSORS_HEADER) {
            throw fault(
                    region,
                    0,
                    "a header of " + Long.toUnsignedString(header) + " bytes; at most 100000000 are allowed");
        }
        if (header > region.length() - 8) {
            throw fault(region, 0, "cut short: the header has " + header + " bytes, the file " + region.length());
        }
        ByteBuffer text = region.map(8, header);
        if (header == 0 || text.get(0) != '{') {
            throw fault(region, 8, "the header does not start with '{'");
        }
        JsonValue json = new JsonParser(new JsonSource(region.label(), text, 0, 8)).parse();
        Map<String, Entry> entries = new TreeMap<>(CodePointOrder.INSTANCE);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> field : json.fields().entrySet()) {
            if (field.getKey().equals("__metadata__")) {
                for (Map.Entry<String, JsonValue> item :
                        field.getValue().fields().entrySet()) {
                    metadata.put(item.getKey(), item.getValue().text());
                }
            } else {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
            }
        }
        requireContiguous(region, 8 + header, entries);
        return new SafetensorsReader(region, 8 + header, entries, metadata);
    }

    /** Returns the tensors by name, in the order of code points. */
    public Map<String, Entry> tensors() {
        return entries;
    }

    /** Returns the free text under {@code __metadata__}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Returns the elements of a tensor, memory-mapped and read-only.
     *
     * @throws BundleException if there is no such tensor
     */
    public TensorData elements(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new BundleException(region.label(), "no tensor '" + name + "'", "the file holds " + someNames());
        }
        return region.data(dataStart + entry.begin(), entry.end() - entry.begin());
    }

    String label() {
        return region.label();
    }

    private String someNames() {
        return entries.isEmpty()
                ? "none"
                : entries.size() + ", the first is '"
                        + entries.keySet().iterator().next() + "'";
    }

    private static Entry entry(String name, JsonValue json) throws BundleException {
        JsonFields fields = new JsonFields(json);
        JsonValue dtype = fields.required("dtype");
        ElementType type = elementType(dtype);
        List<Long> shape = CaseJson.shape(fields.required("shape"));
        List<JsonValue> offsets = fields.required("data_offsets").items();
        fields.finish();
        if (offsets.size() != 2) {
            throw json.fault("data_offsets of '" + name + "' are not two numbers", HINT);
        }
        Entry entry =
                new Entry(type, shape, offsets.get(0).count(), offsets.get(1).count());
        long wanted;
        try {
            wanted = Elements.byteCount(type, shape.stream().mapToLong(i -> i).toArray());
        } catch (IllegalArgumentException e) {
            throw json.fault("tensor '" + name + "': " + e.getMessage(), HINT);
        }
        if (entry.end() < entry.begin() || entry.end() - entry.begin() != wanted) {
            throw json.fault(
                    "tensor '" + name + "' of " + type + " " + shape + " needs " + wanted + " bytes, its offsets are ["
                            + entry.begin() + ", " + entry.end() + "]",
                    HINT);
        }
        return entry;
    }

    static ElementType elementType(JsonValue json) throws BundleException {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(json.text())) {
                return type;
            }
        }
        throw json.fault(
                "element type '" + json.text() + "' is not supported",
                "convert it to one of " + List.of(ElementType.values()));
    }

    private static void requireContiguous(Region region, long dataStart, Map<String, Entry> entries)
            throws BundleException {
        List<Map.Entry<String, Entry>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(Comparator.<Map.Entry<String, Entry>>comparingLong(
                        e -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long at = 0;
        @Nullable String before = null;
        for (Map.Entry<String, Entry> each : ordered) {
            Entry entry = each.getValue();
            if (entry.begin() != at) {
                String kind = entry.begin() < at ? "overlaps '" + before + "'" : "leaves a hole before it";
                throw fault(region, dataStart + Math.min(at, entry.begin()), "tensor '" + each.getKey() + "' " + kind);
            }
            at = entry.end();
            before = each.getKey();
        }
        long data = region.length() - dataStart;
        if (at > data) {
            throw fault(
                    region,
                    region.length(),
                    "cut short: the header names " + at + " bytes of elements, " + data + " are here");
        }
        if (at < data) {
            throw fault(region, dataStart + at, (data - at) + " bytes after the last tensor");
        }
    }

    private static BundleException fault(Region region, long offset, String message) {
        return new BundleException(region.label() + ":byte " + offset, message, HINT);
    }
}
