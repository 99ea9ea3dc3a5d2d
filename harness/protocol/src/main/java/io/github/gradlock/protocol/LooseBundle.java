package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a process that was killed, or has not been joined: cases and elements without a manifest; or one safetensors file for each
 * execution, as a program in another language writes them.
 */
final class LooseBundle implements Bundle {
    private final Path path;
    private final SessionMerge merge = new SessionMerge(id -> true);
    private final Map<String, String> digests = new LinkedHashMap<>();
    private final Manifest manifest;

    LooseBundle(Path path) throws IOException {
        this.path = path;
        SessionReader session = new SessionReader(path);
        merge.add(session, 0);
        merge.cases().forEach((id, merged) -> digests.put(id, ResultsDigest.ofCase(merged.record())));
        Session.State state = session.state();
        this.manifest = new Manifest(
                new Manifest.Identity(nameOf(path), Map.of(), null, null, null),
                session.provenance(),
                "",
                "",
                state.iterations(),
                1,
                state.start(),
                state.end(),
                Map.of(),
                ResultsDigest.root(digests.values()),
                false,
                merge.counts());
    }

    /** Returns whether the process recorded hashes; if not, they are those of what is there now. */
    boolean isRecorded() {
        return Files.exists(path.resolve(Session.CASES));
    }

    /** Returns whether a folder is what a program in another language wrote: any other file may be of a killed process. */
    static boolean holdsValuesAlone(Path folder) throws IOException {
        return BundleWriter.entries(folder).equals(List.of(folder.resolve(StoredBundle.VALUES)));
    }

    static String nameOf(Path path) {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        return name.endsWith(".safetensors") ? name.substring(0, name.length() - ".safetensors".length()) : name;
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
    public String resultsDigest() {
        return manifest.resultsDigest();
    }

    @Override
    public Map<String, String> caseDigests() {
        return Collections.unmodifiableMap(digests);
    }

    @Override
    public Stream<CaseRecord> cases() {
        return merge.cases().values().stream().map(SessionMerge.Merged::record);
    }

    @Override
    public Optional<CaseRecord> findCase(String id) {
        return Optional.ofNullable(merge.cases().get(id)).map(SessionMerge.Merged::record);
    }

    @Override
    public TensorData tensor(String caseId, String name) throws IOException {
        SessionMerge.Merged merged = required(caseId);
        TensorInfo info = StoredBundle.info(merged.record().tensors(), caseId, name);
        return elements(merged.values().get(name), info);
    }

    @Override
    public TensorData tensor(String caseId, String name, Repetition repetition) throws IOException {
        SessionMerge.Merged merged = required(caseId);
        TensorInfo info = StoredBundle.info(repetition.tensors(), caseId, name);
        if (merged.record().tensors().contains(info)) {
            return tensor(caseId, name);
        }
        SessionMerge.Variation variation =
                merged.variations().get(name + "@" + repetition.restart() + "." + repetition.iteration());
        return elements(variation == null ? null : variation.elements(), info);
    }

    @Override
    public List<TraceStep> trace(String caseId) throws IOException {
        Path trace = path.resolve(Session.TRACE);
        return Files.isRegularFile(trace)
                ? TraceIndex.of(Region.of(trace), true).steps(caseId)
                : List.of();
    }

    @Override
    public void close() {
        // Mappings go with their buffers; no file is held open.
    }

    private SessionMerge.Merged required(String caseId) throws BundleException {
        SessionMerge.Merged merged = merge.cases().get(caseId);
        if (merged == null) {
            throw new BundleException(path, "no case '" + caseId + "'", "it holds " + digests.size() + " others");
        }
        return merged;
    }

    private TensorData elements(SafetensorsWriter.@Nullable Source source, TensorInfo info) throws IOException {
        if (source == null) {
            throw new BundleException(path, "no elements for '" + info.name() + "'", "run the suite again");
        }
        return source.elements();
    }
}
