package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bundle with a manifest. Opening it reads the manifest alone, and compares the lengths of all other files with it, so
 * that no file that was cut short goes unseen, be it read or not. Cases and trace are hashed before their first use, and of the
 * elements those of each tensor that is asked for, once: equal ones need not be read, however many there are.
 */
final class StoredBundle implements Bundle {
    static final String MANIFEST = "manifest.json";
    static final String CASES = "cases.jsonl";
    static final String VALUES = "values.safetensors";
    static final String VARIATIONS = "variations.safetensors";
    static final String TRACE = "trace.jsonl";
    static final String JUNIT = "junit.xml";
    static final String LOG = "log.txt";

    private final Path path;
    private final Map<String, Region> files;
    private final Manifest manifest;
    private final Set<String> verified = new HashSet<>();
    private final Set<String> verifiedTensors = ConcurrentHashMap.newKeySet();
    private @Nullable CaseIndex index;
    private @Nullable SafetensorsReader values;
    private @Nullable SafetensorsReader variations;
    private @Nullable TraceIndex trace;

    /** The case that was asked for last: its tensors are asked for one by one, and a line may describe thousands. */
    private volatile @Nullable CaseRecord last;

    private StoredBundle(Path path, Map<String, Region> files, Manifest manifest) {
        this.path = path;
        this.files = files;
        this.manifest = manifest;
    }

    /** Opens a bundle of which every file has the length that its manifest says. */
    static StoredBundle open(Path path, Map<String, Region> files) throws IOException {
        StoredBundle bundle = openAsItIs(path, files);
        for (BundleException fault : bundle.lengthFaults().values()) {
            throw fault;
        }
        bundle.requireResults();
        return bundle;
    }

    /** Opens a bundle of which the manifest alone is looked at. */
    static StoredBundle openAsItIs(Path path, Map<String, Region> files) throws IOException {
        Region region = files.get(MANIFEST);
        if (region == null) {
            throw new BundleException(path, "no manifest.json in it", "zip the files of a bundle, not their folder");
        }
        JsonSource source = JsonSource.file(region.label(), region.map(Limits.DOCUMENT_BYTES));
        Manifest manifest = ManifestJson.read(new JsonParser(source).parse());
        return new StoredBundle(path, files, manifest);
    }

    /** Refuses a manifest that names no results. */
    void requireResults() throws BundleException {
        for (String name : List.of(CASES, VALUES)) {
            if (!manifest.files().containsKey(name)) {
                throw manifestFault("the manifest does not name '" + name + "'");
            }
        }
    }

    /** Says that something is wrong with the manifest. */
    BundleException manifestFault(String message) {
        return new BundleException(manifestText().label(), message, BundleException.DAMAGED);
    }

    /** Returns the manifest as it is. */
    Region manifestText() {
        return Objects.requireNonNull(files.get(MANIFEST));
    }

    /** Refuses a name of a file that leads into a folder: a bundle has none in it. */
    void requirePlain(String name) throws BundleException {
        if (name.indexOf('/') >= 0) {
            throw new BundleException(
                    path, "'" + name + "' is in a folder of its own", "a bundle has no folders in it");
        }
    }

    /** Returns what is wrong with files that are missing or have another length than the manifest says, by name; none is read for it. */
    Map<String, BundleException> lengthFaults() {
        Map<String, BundleException> faults = new LinkedHashMap<>();
        for (Map.Entry<String, Manifest.Content> each : manifest.files().entrySet()) {
            String name = each.getKey();
            Region region = files.get(name);
            if (region == null) {
                faults.put(
                        name,
                        new BundleException(
                                path, "'" + name + "' is missing, the manifest names it", BundleException.DAMAGED));
            } else if (region.length() != each.getValue().bytes()) {
                faults.put(
                        name,
                        new BundleException(
                                region.label(),
                                "it has " + region.length() + " bytes, the manifest says "
                                        + each.getValue().bytes(),
                                BundleException.DAMAGED));
            }
        }
        return faults;
    }

    /** Returns the files that are there, by name, those that nothing vouches for among them. */
    Map<String, Region> files() {
        return files;
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
    public Map<String, String> caseDigests() throws IOException {
        return index().digests();
    }

    @Override
    public Stream<CaseRecord> cases() throws IOException {
        CaseIndex known = knownIndex();
        LineReader lines = new LineReader(verified(CASES), false);
        CaseIndex making = known == null ? CaseIndex.empty(verified(CASES)) : null;
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<CaseRecord>(
                        manifest.counts().cases(), Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super CaseRecord> action) {
                        try {
                            LineReader.Line line = lines.next();
                            if (line != null) {
                                action.accept(making == null ? CaseJson.read(line.json()) : making.add(line));
                            } else if (making != null) {
                                keep(making);
                            }
                            return line != null;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                false);
    }

    @Override
    public Optional<CaseRecord> findCase(String id) throws IOException {
        return index().find(id);
    }

    @Override
    public TensorData tensor(String caseId, String name) throws IOException {
        return elements(values(), caseId + "/" + name, info(required(caseId).tensors(), caseId, name));
    }

    @Override
    public TensorData tensor(String caseId, String name, Repetition repetition) throws IOException {
        TensorInfo wanted = info(repetition.tensors(), caseId, name);
        if (required(caseId).tensors().contains(wanted)) {
            return tensor(caseId, name);
        }
        String key = caseId + "/" + name + "@" + repetition.restart() + "." + repetition.iteration();
        return elements(variations(), key, wanted);
    }

    @Override
    public List<TraceStep> trace(String caseId) throws IOException {
        TraceIndex of = trace();
        return of == null ? List.of() : of.steps(caseId);
    }

    /** Returns where the steps of all cases lie; null if none was traced. */
    synchronized @Nullable TraceIndex trace() throws IOException {
        if (trace == null && files.containsKey(TRACE)) {
            trace = TraceIndex.of(verified(TRACE), false);
        }
        return trace;
    }

    /** Returns the log; null if there is none. */
    @Nullable
    Region log() throws BundleException {
        return manifest.files().containsKey(LOG) ? vouched(LOG) : null;
    }

    /** Mappings go with their buffers; what was inflated for them goes now. */
    @Override
    public void close() throws IOException {
        for (Region file : files.values()) {
            file.close();
        }
    }

    private CaseRecord required(String caseId) throws IOException {
        CaseRecord record = last;
        if (record == null || !record.id().equals(caseId)) {
            record = findCase(caseId)
                    .orElseThrow(
                            () -> new BundleException(path, "no case '" + caseId + "'", "see the ids in cases.jsonl"));
            last = record;
        }
        return record;
    }

    static TensorInfo info(List<TensorInfo> tensors, String caseId, String name) throws BundleException {
        for (TensorInfo tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        List<String> names = tensors.stream().map(TensorInfo::name).toList();
        throw new BundleException(caseId, "no tensor '" + name + "' in this case", "it has " + names);
    }

    private TensorData elements(SafetensorsReader from, String key, TensorInfo wanted) throws IOException {
        TensorData elements = located(from, key, wanted);
        if (!verifiedTensors.contains(key)) {
            String crc32c = wanted.crc32c();
            boolean whole = crc32c == null
                    ? elements.sha256().equals(wanted.sha256())
                    : Crc32c.hex(elements).equals(crc32c);
            if (!whole) {
                throw new BundleException(
                        from.label(),
                        "'" + key + "' has not the checksum that cases.jsonl says",
                        BundleException.DAMAGED);
            }
            verifiedTensors.add(key);
        }
        return elements;
    }

    /** Returns elements that nothing was compared of but type and shape. */
    static TensorData located(SafetensorsReader from, String key, TensorInfo wanted) throws IOException {
        SafetensorsReader.Entry entry = from.tensors().get(key);
        if (entry == null || entry.type() != wanted.type() || !entry.shape().equals(wanted.shape())) {
            throw new BundleException(
                    from.label(),
                    "'" + key + "' is " + (entry == null ? "missing" : entry.type() + " " + entry.shape())
                            + ", cases.jsonl says " + wanted.type() + " " + wanted.shape(),
                    BundleException.DAMAGED);
        }
        return from.elements(key);
    }

    private synchronized CaseIndex index() throws IOException {
        CaseIndex of = index;
        return of == null ? keep(CaseIndex.of(verified(CASES))) : of;
    }

    private synchronized @Nullable CaseIndex knownIndex() {
        return index;
    }

    /** Keeps the index of all lines, if the manifest's digest follows from them. */
    private synchronized CaseIndex keep(CaseIndex of) throws BundleException {
        if (!of.root().equals(manifest.resultsDigest())
                || of.size() != manifest.counts().cases()) {
            throw new BundleException(
                    path.toString(),
                    "results-digest or number of cases is not that of cases.jsonl",
                    BundleException.DAMAGED);
        }
        index = of;
        return of;
    }

    synchronized SafetensorsReader values() throws IOException {
        SafetensorsReader of = values;
        if (of == null) {
            of = SafetensorsReader.open(vouched(VALUES));
            values = of;
        }
        return of;
    }

    synchronized SafetensorsReader variations() throws IOException {
        SafetensorsReader of = variations;
        if (of == null) {
            of = SafetensorsReader.open(vouched(VARIATIONS));
            variations = of;
        }
        return of;
    }

    /** Compares the hash of every file with the manifest's. */
    void verify(ByteMeter meter) throws IOException {
        for (String name : manifest.files().keySet()) {
            verified(name, meter);
        }
    }

    private Region verified(String name) throws IOException {
        return verified(name, new ByteMeter(BundleCheck.Listener.NONE));
    }

    /** Returns a file after its hash was compared with the manifest's. */
    private synchronized Region verified(String name, ByteMeter meter) throws IOException {
        if (!verified.contains(name)) {
            requireHash(name, meter);
            verified.add(name);
        }
        return vouched(name);
    }

    /** Hashes a file, whether that was done or not. */
    void requireHash(String name, ByteMeter meter) throws IOException {
        Region region = vouched(name);
        String wanted = Objects.requireNonNull(manifest.files().get(name)).sha256();
        Sha256 hash = new Sha256();
        meter.read(region.data(0, region.length()), hash::update);
        String found = hash.hex();
        if (!found.equals(wanted)) {
            throw new BundleException(
                    region.label(),
                    "its SHA-256 is " + found + ", the manifest says " + wanted,
                    BundleException.DAMAGED);
        }
    }

    /** Returns a file that the manifest names; its length was compared already. */
    private Region vouched(String name) throws BundleException {
        Region region = files.get(name);
        if (region == null || !manifest.files().containsKey(name)) {
            throw new BundleException(path, "no '" + name + "' that the manifest vouches for", BundleException.DAMAGED);
        }
        return region;
    }
}
