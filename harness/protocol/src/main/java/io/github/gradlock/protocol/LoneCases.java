package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cases of a safetensors file that stands alone: of a key {@code <case>/<name>}, the case is what stands before the last
 * slash; a key without one is a case with the single tensor {@code value}.
 */
final class LoneCases {
    private final SafetensorsReader values;
    private final SortedMap<String, SortedMap<String, String>> keys = new TreeMap<>(CodePointOrder.INSTANCE);

    private LoneCases(SafetensorsReader values) {
        this.values = values;
    }

    static LoneCases of(SafetensorsReader values) throws BundleException {
        LoneCases cases = new LoneCases(values);
        for (String key : values.tensors().keySet()) {
            int slash = key.lastIndexOf('/');
            String caseId = slash < 0 ? key : key.substring(0, slash);
            String name = slash < 0 ? "value" : key.substring(slash + 1);
            if (caseId.isEmpty() || name.isEmpty()) {
                throw new BundleException(
                        values.label(),
                        "key '" + key + "' names no " + (name.isEmpty() ? "tensor" : "case"),
                        "a key is <case>/<tensor>, or <case> alone");
            }
            SortedMap<String, String> tensors =
                    cases.keys.computeIfAbsent(caseId, id -> new TreeMap<>(CodePointOrder.INSTANCE));
            if (tensors.put(name, key) != null) {
                throw new BundleException(
                        values.label(), "two keys mean tensor '" + name + "' of '" + caseId + "'", "rename one");
            }
        }
        return cases;
    }

    /** Returns the ids, sorted. */
    Set<String> ids() {
        return keys.keySet();
    }

    /** Returns the names of the tensors of a case, sorted; none if there is no such case. */
    Set<String> tensors(String caseId) {
        return keys.getOrDefault(caseId, Collections.emptySortedMap()).keySet();
    }

    /** Returns the bits as they stand in the file. */
    TensorData data(String caseId, String name) throws IOException {
        return values.elements(key(caseId, name));
    }

    /** Returns the bits as a bundle holds them. */
    TensorData canonical(String caseId, String name) throws IOException {
        return Elements.canonical(info(caseId, name).type(), data(caseId, name));
    }

    /** Describes a tensor without its hash. */
    TensorInfo info(String caseId, String name) throws BundleException {
        SafetensorsReader.Entry entry = Objects.requireNonNull(values.tensors().get(key(caseId, name)));
        return new TensorInfo(name, entry.type(), entry.shape(), null);
    }

    /** Describes a tensor, all of which is read for its hash. */
    TensorInfo hashed(String caseId, String name) throws IOException {
        TensorInfo info = info(caseId, name);
        TensorData elements = canonical(caseId, name);
        return new TensorInfo(
                name,
                info.type(),
                info.shape(),
                elements.sha256(),
                Crc32c.hex(elements),
                Elements.nans(info.type(), elements));
    }

    private String key(String caseId, String name) throws BundleException {
        String key = keys.getOrDefault(caseId, Collections.emptySortedMap()).get(name);
        if (key == null) {
            throw new BundleException(
                    values.label(),
                    "no tensor '" + name + "' of case '" + caseId + "'",
                    "it holds " + keys.size() + " cases");
        }
        return key;
    }
}
