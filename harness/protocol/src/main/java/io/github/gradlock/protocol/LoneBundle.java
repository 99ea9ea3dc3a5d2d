package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file alone, or in a folder, as a program in any language writes it: every key is a tensor of a case that passed
 * once. Opening it reads the header; elements are hashed only if somebody asks for digests.
 */
final class LoneBundle implements Bundle {
    private final Path path;
    private final LoneCases cases;
    private final Manifest manifest;
    private @Nullable Map<String, CaseRecord> hashed;

    LoneBundle(Path path) throws IOException {
        this.path = path;
        boolean folder = Files.isDirectory(path);
        SessionReader session = new SessionReader(path);
        session.requireNoLinks();
        this.cases = LoneCases.of(SafetensorsReader.open(folder ? path.resolve(StoredBundle.VALUES) : path));
        Session.State state = session.state();
        int count = cases.ids().size();
        this.manifest = new Manifest(
                new Manifest.Identity(LooseBundle.nameOf(path), Map.of(), null, null, null),
                folder ? session.provenance() : Map.of(),
                "",
                "",
                1,
                1,
                state.start(),
                state.end(),
                Map.of(),
                "",
                !folder || LooseBundle.holdsValuesAlone(path),
                new Manifest.Counts(count, count, 0, 0, 0));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public boolean isPartial() {
        return !manifest.complete();
    }

    @Override
    public synchronized boolean isHashed() {
        return hashed != null;
    }

    @Override
    public String resultsDigest() throws IOException {
        return ResultsDigest.root(caseDigests().values());
    }

    @Override
    public Map<String, String> caseDigests() throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        hashed().forEach((id, record) -> digests.put(id, ResultsDigest.ofCase(record)));
        return digests;
    }

    @Override
    public Stream<CaseRecord> cases() throws IOException {
        List<CaseRecord> records = new ArrayList<>();
        for (String id : cases.ids()) {
            records.add(record(id));
        }
        return records.stream();
    }

    @Override
    public Optional<CaseRecord> findCase(String id) throws IOException {
        return cases.ids().contains(id) ? Optional.of(record(id)) : Optional.empty();
    }

    @Override
    public TensorData tensor(String caseId, String name) throws IOException {
        return cases.data(caseId, name);
    }

    /** As of the first execution: the file holds no other. */
    @Override
    public TensorData tensor(String caseId, String name, Repetition repetition) throws IOException {
        return tensor(caseId, name);
    }

    @Override
    public List<TraceStep> trace(String caseId) {
        return List.of();
    }

    @Override
    public void close() {
        // Mappings go with their buffers; no file is held open.
    }

    private synchronized CaseRecord record(String id) throws IOException {
        CaseRecord known = hashed == null ? null : hashed.get(id);
        return known == null ? record(id, cases::info) : known;
    }

    private synchronized Map<String, CaseRecord> hashed() throws IOException {
        Map<String, CaseRecord> records = hashed;
        if (records == null) {
            records = new LinkedHashMap<>();
            for (String id : cases.ids()) {
                records.put(id, record(id, cases::hashed));
            }
            hashed = records;
        }
        return records;
    }

    /** How a tensor is described: with its hash or without. */
    @FunctionalInterface
    private interface Description {
        TensorInfo of(String caseId, String name) throws IOException;
    }

    private CaseRecord record(String id, Description description) throws IOException {
        List<TensorInfo> tensors = new ArrayList<>();
        for (String name : cases.tensors(id)) {
            tensors.add(description.of(id, name));
        }
        return new CaseRecord(id, CaseStatus.PASSED, null, tensors, List.of());
    }
}
