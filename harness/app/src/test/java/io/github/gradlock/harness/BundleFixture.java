package io.github.gradlock.harness;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Elements;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bundle in memory, filled by tests; it counts how many tensors were read. */
public final class BundleFixture implements Bundle {
    private final String environment;
    private final Map<String, CaseRecord> cases = new TreeMap<>();
    private final Map<String, byte[]> values = new HashMap<>();
    private final Map<String, List<TraceStep>> traces = new HashMap<>();
    private final Map<String, String> provenance = new TreeMap<>();
    private Path path;
    private String suite = "gradients";
    private Map<String, String> variant = Map.of();
    private @Nullable String spec;
    private boolean partial;
    private int iterations = 1;
    private int restarts = 1;
    private int tensorsRead;
    private @Nullable String digest;

    public BundleFixture(String environment) {
        this.environment = environment;
        this.path = Path.of("bundles", environment + ".glb");
    }

    /** A tensor to be recorded. */
    public record Value(String name, ElementType type, List<Long> shape, byte[] bytes) {
        TensorInfo info() {
            return new TensorInfo(name, type, shape, sha256(bytes), null, Elements.nans(type, ByteBuffer.wrap(bytes)));
        }
    }

    public static Value floats(String name, float... elements) {
        return floats(name, List.of((long) elements.length), elements);
    }

    public static Value floats(String name, List<Long> shape, float... elements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float element : elements) {
            bytes.putFloat(element);
        }
        return new Value(name, ElementType.F32, shape, bytes.array());
    }

    /** Elements of any type by their bits. */
    public static Value bits(String name, ElementType type, long... elements) {
        byte[] bytes = new byte[type.bytes() * elements.length];
        for (int i = 0; i < elements.length; i++) {
            for (int b = 0; b < type.bytes(); b++) {
                bytes[i * type.bytes() + b] = (byte) (elements[i] >>> (8 * b));
            }
        }
        return new Value(name, type, List.of((long) elements.length), bytes);
    }

    /** Adds a case that passed. */
    public BundleFixture with(String id, Value... tensors) {
        return with(id, CaseStatus.PASSED, null, tensors);
    }

    public BundleFixture with(String id, CaseStatus status, @Nullable String reason, Value... tensors) {
        digest = null;
        cases.put(id, new CaseRecord(id, status, reason, infos(tensors), List.of()));
        for (Value tensor : tensors) {
            values.put(id + "/" + tensor.name(), tensor.bytes());
        }
        return this;
    }

    /** Adds one more execution of a case. */
    public BundleFixture again(String id, int restart, int iteration, CaseStatus status, Value... tensors) {
        CaseRecord before = Objects.requireNonNull(cases.get(id));
        List<Repetition> repetitions = new ArrayList<>(before.repetitions());
        repetitions.add(new Repetition(restart, iteration, status, infos(tensors)));
        cases.put(id, new CaseRecord(id, before.status(), before.reason(), before.tensors(), repetitions));
        for (Value tensor : tensors) {
            values.put(id + "/" + tensor.name() + "@" + restart + "." + iteration, tensor.bytes());
        }
        return this;
    }

    public BundleFixture again(String id, int restart, int iteration, Value... tensors) {
        return again(id, restart, iteration, CaseStatus.PASSED, tensors);
    }

    public BundleFixture trace(String id, TraceStep... steps) {
        traces.put(id, List.of(steps));
        return this;
    }

    public BundleFixture at(String newPath) {
        path = Path.of(newPath);
        return this;
    }

    public BundleFixture suite(String name) {
        suite = name;
        return this;
    }

    /** Says how often each case was executed in the one process. */
    public BundleFixture iterations(int number) {
        iterations = number;
        return this;
    }

    /** Says how many processes there were. */
    public BundleFixture restarts(int number) {
        restarts = number;
        return this;
    }

    public BundleFixture partial() {
        partial = true;
        return this;
    }

    /** Makes it one of an environment that is written down, with a variant. */
    public BundleFixture variant(String name, Map<String, String> factors) {
        spec = name;
        variant = factors;
        return this;
    }

    public BundleFixture provenance(String key, String value) {
        provenance.put(key, value);
        return this;
    }

    public int tensorsRead() {
        return tensorsRead;
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<TensorInfo> infos(Value... tensors) {
        return Arrays.stream(tensors).map(Value::info).toList();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Manifest manifest() {
        return new Manifest(
                new Manifest.Identity(spec == null ? environment : spec, variant, spec, null, null),
                provenance,
                suite,
                "5u1te",
                iterations,
                restarts,
                "2026-11-22T10:00:00Z",
                "2026-11-22T10:00:06Z",
                Map.of(),
                resultsDigest(),
                !partial,
                new Manifest.Counts(cases.size(), cases.size(), 0, 0, 0));
    }

    @Override
    public boolean isPartial() {
        return partial;
    }

    @Override
    public String resultsDigest() {
        // A comparison asks for the manifest, and so for this, as often as there are cases.
        if (digest == null) {
            digest = sha256(caseDigests().toString().getBytes(StandardCharsets.UTF_8));
        }
        return digest;
    }

    @Override
    public Map<String, String> caseDigests() {
        Map<String, String> digests = new TreeMap<>();
        cases.forEach((id, record) ->
                digests.put(id, sha256((id + record.status() + record.tensors()).getBytes(StandardCharsets.UTF_8))));
        return digests;
    }

    @Override
    public Stream<CaseRecord> cases() {
        return cases.values().stream();
    }

    @Override
    public Optional<CaseRecord> findCase(String id) {
        return Optional.ofNullable(cases.get(id));
    }

    @Override
    public TensorData tensor(String caseId, String name) {
        return read(caseId + "/" + name);
    }

    @Override
    public TensorData tensor(String caseId, String name, Repetition repetition) {
        return read(caseId + "/" + name + "@" + repetition.restart() + "." + repetition.iteration());
    }

    private TensorData read(String key) {
        tensorsRead++;
        return TensorData.of(
                ByteBuffer.wrap(Objects.requireNonNull(values.get(key))).asReadOnlyBuffer());
    }

    @Override
    public List<TraceStep> trace(String caseId) {
        return traces.getOrDefault(caseId, List.of());
    }

    @Override
    public void close() {}
}
