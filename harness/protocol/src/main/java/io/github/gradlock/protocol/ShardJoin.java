package io.github.gradlock.protocol;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes one bundle of the shards of an environment: the one that a run of all cases would have written. */
public final class ShardJoin {
    private final ShardSet shards;
    private final Path folder;
    private final List<String> digests = new ArrayList<>();
    private final CaseTally tally = new CaseTally();
    private final Map<StoredBundle, CaseTally> ofShards = new HashMap<>();
    private final SafetensorsWriter values = new SafetensorsWriter();
    private final SafetensorsWriter variations = new SafetensorsWriter();

    private ShardJoin(ShardSet shards, Path folder) {
        this.shards = shards;
        this.folder = folder;
    }

    /**
     * Writes the bundle as a folder; it appears under its name in one step and replaces a bundle of that name. Every file of the shards
     * is hashed before: what is joined is whole.
     *
     * @param bundles of all shards, in any order
     * @param target path of the bundle
     * @return the manifest as it was written
     * @throws BundleException if they are not the shards of one run of one environment, each once, or one is damaged
     */
    public static Manifest join(List<Path> bundles, Path target) throws IOException {
        try (ShardSet shards = ShardSet.open(bundles)) {
            for (StoredBundle bundle : shards.bundles()) {
                bundle.verify(new ByteMeter(BundleCheck.Listener.NONE));
            }
            Files.createDirectories(target.toAbsolutePath().resolve("..").normalize());
            Path folder = Files.createDirectory(HalfWritten.beside(target));
            try {
                Manifest manifest = new ShardJoin(shards, folder).write();
                BundleWriter.moveInto(target, folder);
                return manifest;
            } finally {
                BundleWriter.delete(folder);
            }
        }
    }

    private Manifest write() throws IOException {
        writeCases();
        values.write(folder.resolve(StoredBundle.VALUES), Map.of());
        if (!variations.isEmpty()) {
            variations.write(folder.resolve(StoredBundle.VARIATIONS), Map.of());
        }
        writeLog();
        Manifest manifest = manifest();
        Files.writeString(folder.resolve(StoredBundle.MANIFEST), ManifestJson.write(manifest));
        return manifest;
    }

    /** The next case of a shard, and those after it. */
    private static final class Cursor {
        private final StoredBundle bundle;
        private final Iterator<CaseRecord> records;
        private CaseRecord current;

        Cursor(StoredBundle bundle, Iterator<CaseRecord> records) {
            this.bundle = bundle;
            this.records = records;
            this.current = records.next();
        }

        String id() {
            return current.id();
        }
    }

    /** Cases and traces in the order of a whole bundle; the elements have their places then, and are read later. */
    private void writeCases() throws IOException {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(Cursor::id, CodePointOrder.INSTANCE));
        List<Stream<CaseRecord>> streams = new ArrayList<>();
        Path traces = folder.resolve(StoredBundle.TRACE);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(StoredBundle.CASES));
                FileChannel trace = FileChannel.open(traces, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (StoredBundle bundle : shards.bundles()) {
                Stream<CaseRecord> stream = bundle.cases();
                streams.add(stream);
                Iterator<CaseRecord> records = stream.iterator();
                if (records.hasNext()) {
                    cursors.add(new Cursor(bundle, records));
                }
            }
            for (Cursor cursor = cursors.poll(); cursor != null; cursor = cursors.poll()) {
                add(cursor.bundle, cursor.current, out, trace);
                if (cursor.records.hasNext()) {
                    cursor.current = cursor.records.next();
                    cursors.add(cursor);
                }
            }
        } catch (UncheckedIOException unread) {
            throw unread.getCause();
        } finally {
            streams.forEach(Stream::close);
        }
        for (StoredBundle bundle : shards.bundles()) {
            ofShards.getOrDefault(bundle, new CaseTally()).requireSaidBy(bundle);
        }
        if (Files.size(traces) == 0) {
            Files.delete(traces);
        }
    }

    private void add(StoredBundle bundle, CaseRecord record, BufferedWriter out, FileChannel traces)
            throws IOException {
        Shard shard = ShardSet.shard(bundle);
        if (!shard.contains(record.id())) {
            throw new BundleException(
                    bundle.path(),
                    "case '" + record.id() + "' does not belong to shard " + shard,
                    "the shard was not made by gradlock run --shard; make it again");
        }
        if (digests.size() == Limits.CASES) {
            throw new BundleException(bundle.path(), "more than " + Limits.CASES + " cases", "split the suite");
        }
        digests.add(ResultsDigest.ofCase(record));
        tally.add(record);
        ofShards.computeIfAbsent(bundle, first -> new CaseTally()).add(record);
        out.write(CaseJson.write(record));
        out.write('\n');
        for (TensorInfo tensor : record.tensors()) {
            values.add(
                    record.id() + "/" + tensor.name(),
                    tensor.type(),
                    tensor.shape(),
                    () -> bundle.tensor(record.id(), tensor.name()));
        }
        addVariations(bundle, record);
        TraceIndex trace = bundle.trace();
        if (trace != null) {
            trace.copy(record.id(), traces);
        }
    }

    private void addVariations(StoredBundle bundle, CaseRecord record) {
        for (Repetition repetition : record.repetitions()) {
            for (TensorInfo tensor : repetition.tensors()) {
                if (!record.tensors().contains(tensor)) {
                    variations.add(
                            record.id() + "/" + tensor.name() + "@" + repetition.restart() + "."
                                    + repetition.iteration(),
                            tensor.type(),
                            tensor.shape(),
                            () -> bundle.tensor(record.id(), tensor.name(), repetition));
                }
            }
        }
    }

    private void writeLog() throws IOException {
        int share = Limits.LOG_BYTES / shards.bundles().size();
        try (FileChannel out = FileChannel.open(
                folder.resolve(StoredBundle.LOG), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (StoredBundle bundle : shards.bundles()) {
                Region log = bundle.log();
                if (log != null) {
                    note(out, "--- shard " + ShardSet.shard(bundle) + "\n");
                    SafetensorsWriter.writeAll(out, log.map(0, Math.min(share, log.length())));
                    note(out, log.length() > share ? "\n--- cut: the log has " + log.length() + " bytes\n" : "");
                }
            }
        }
    }

    private static void note(FileChannel out, String text) throws IOException {
        SafetensorsWriter.writeAll(out, StandardCharsets.UTF_8.encode(text));
    }

    /** Says of the whole what its shards say, from the first start to the last end. */
    private Manifest manifest() throws IOException {
        Manifest first = shards.bundles().get(0).manifest();
        Map<String, String> provenance = new TreeMap<>();
        boolean complete = true;
        for (StoredBundle bundle : shards.bundles()) {
            Manifest own = bundle.manifest();
            complete &= own.complete();
            own.provenance().forEach((key, value) -> {
                if (!value.equals(Objects.requireNonNullElse(provenance.putIfAbsent(key, value), value))) {
                    provenance.put("shard" + ShardSet.shard(bundle).number() + "." + key, value);
                }
            });
        }
        return new Manifest(
                first.identity(),
                provenance,
                first.suite(),
                first.suiteHash(),
                first.iterations(),
                first.restarts(),
                time(Manifest::start, Comparator.naturalOrder()),
                time(Manifest::end, Comparator.reverseOrder()),
                BundleWriter.contents(folder),
                ResultsDigest.root(digests),
                complete,
                tally.counts());
    }

    /** Times are ISO 8601 in UTC, whose order is that of their texts. */
    private String time(Function<Manifest, String> of, Comparator<String> order) {
        return shards.bundles().stream()
                .map(bundle -> of.apply(bundle.manifest()))
                .filter(time -> !time.isEmpty())
                .min(order)
                .orElse("");
    }
}
