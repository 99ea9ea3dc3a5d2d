package io.github.gradlock.protocol;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a bundle of the sessions that the processes of a run left. */
public final class BundleWriter {
    private final List<SessionReader> sessions;
    private final Predicate<String> wanted;
    private final Path folder;

    private BundleWriter(List<SessionReader> sessions, Predicate<String> wanted, Path folder) {
        this.sessions = sessions;
        this.wanted = wanted;
        this.folder = folder;
    }

    /**
     * Writes a bundle; it appears under its name in one step, whole and synced to disk, and replaces one of that name.
     *
     * @param sessions folder of each process, in the order of the restarts; one that a process left unfinished counts
     *     for what it holds, and makes the bundle a partial one. A folder with {@code values.safetensors} alone is what
     *     a program in another language wrote.
     * @param identity of the environment
     * @param suite name of the suite
     * @param suiteHash SHA-256 over the suite's class path or program
     * @param target path of the bundle
     * @param zip whether it is a zip (stored, sorted, fixed times) or a folder
     * @return the manifest as it was written
     * @throws BundleException if a session cannot be read, or a tensor has not the hash that was recorded
     */
    public static Manifest join(
            List<Path> sessions, Manifest.Identity identity, String suite, String suiteHash, Path target, boolean zip)
            throws IOException {
        return join(sessions, identity, suite, suiteHash, null, id -> true, target, zip);
    }

    /**
     * As the other one, for sessions that hold a part of the cases, or some that nobody asked for.
     *
     * @param part which they hold; null if they hold all
     * @param wanted says which cases are kept, by their ids
     */
    public static Manifest join(
            List<Path> sessions,
            Manifest.Identity identity,
            String suite,
            String suiteHash,
            Manifest.@Nullable Part part,
            Predicate<String> wanted,
            Path target,
            boolean zip)
            throws IOException {
        Files.createDirectories(target.toAbsolutePath().resolve("..").normalize());
        Path folder = Files.createDirectory(HalfWritten.beside(target));
        try {
            BundleWriter writer =
                    new BundleWriter(sessions.stream().map(SessionReader::new).toList(), wanted, folder);
            Manifest manifest = writer.write(identity, suite, suiteHash, part);
            if (zip) {
                PackedBundle.write(regions(folder), target, false, BundleCheck.Listener.NONE);
            } else {
                moveInto(target, folder);
            }
            return manifest;
        } finally {
            delete(folder);
        }
    }

    private static SortedMap<String, Region> regions(Path folder) throws IOException {
        SortedMap<String, Region> files = new TreeMap<>(CodePointOrder.INSTANCE);
        for (Path file : entries(folder)) {
            files.put(file.getFileName().toString(), Region.of(file));
        }
        return files;
    }

    /** Syncs a folder and everything in it, and puts it in the place of a bundle. */
    static void moveInto(Path target, Path folder) throws IOException {
        for (Path file : entries(folder)) {
            sync(file);
        }
        syncFolder(folder);
        replace(target, folder, HalfWritten.aside(target));
        syncFolder(target.toAbsolutePath().resolve("..").normalize());
    }

    private Manifest write(Manifest.Identity identity, String suite, String suiteHash, Manifest.@Nullable Part part)
            throws IOException {
        SessionMerge merge = new SessionMerge(wanted);
        for (int restart = 0; restart < sessions.size(); restart++) {
            merge.add(sessions.get(restart), restart);
        }
        String root = writeCases(merge);
        writeValues(merge);
        writeTexts(merge);
        Manifest manifest = manifest(identity, suite, suiteHash, part, contents(folder), root, merge.counts());
        Files.writeString(folder.resolve(StoredBundle.MANIFEST), ManifestJson.write(manifest));
        return manifest;
    }

    /** Returns what a manifest says of the files of a folder. */
    static Map<String, Manifest.Content> contents(Path folder) throws IOException {
        Map<String, Manifest.Content> files = new TreeMap<>();
        for (Map.Entry<String, Region> file : regions(folder).entrySet()) {
            Region region = file.getValue();
            files.put(file.getKey(), new Manifest.Content(region.length(), region.sha256()));
        }
        return files;
    }

    private String writeCases(SessionMerge merge) throws IOException {
        List<String> digests = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(StoredBundle.CASES))) {
            for (SessionMerge.Merged merged : merge.cases().values()) {
                CaseRecord record = merged.record();
                digests.add(ResultsDigest.ofCase(record));
                out.write(CaseJson.write(record));
                out.write('\n');
            }
        }
        return ResultsDigest.root(digests);
    }

    private void writeValues(SessionMerge merge) throws IOException {
        SafetensorsWriter values = new SafetensorsWriter();
        SafetensorsWriter variations = new SafetensorsWriter();
        for (Map.Entry<String, SessionMerge.Merged> each : merge.cases().entrySet()) {
            SessionMerge.Merged merged = each.getValue();
            for (TensorInfo tensor : merged.record().tensors()) {
                SafetensorsWriter.Source elements = merged.values().get(tensor.name());
                if (elements != null) {
                    values.add(each.getKey() + "/" + tensor.name(), tensor.type(), tensor.shape(), elements);
                }
            }
            merged.variations()
                    .forEach((name, variation) -> variations.add(
                            each.getKey() + "/" + name,
                            variation.info().type(),
                            variation.info().shape(),
                            variation.elements()));
        }
        values.write(folder.resolve(StoredBundle.VALUES), Map.of());
        if (!variations.isEmpty()) {
            variations.write(folder.resolve(StoredBundle.VARIATIONS), Map.of());
        }
    }

    private void writeTexts(SessionMerge merge) throws IOException {
        writeTrace(merge);
        for (SessionReader session : sessions) {
            Path report = session.path().resolve(StoredBundle.JUNIT);
            if (Files.isRegularFile(report)) {
                Files.copy(report, folder.resolve(StoredBundle.JUNIT));
                break;
            }
        }
        List<Path> logs = new ArrayList<>();
        sessions.forEach(session -> logs.add(session.path().resolve(StoredBundle.LOG)));
        JoinedLog.write(logs, folder.resolve(StoredBundle.LOG));
    }

    private void writeTrace(SessionMerge merge) throws IOException {
        Map<Path, Region> traces = new HashMap<>();
        Path target = folder.resolve(StoredBundle.TRACE);
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (SessionMerge.Merged merged : merge.cases().values()) {
                SessionMerge.Trace trace = merged.trace();
                if (trace == null) {
                    continue;
                }
                Region region = traces.get(trace.session());
                if (region == null) {
                    region = Region.of(trace.session().resolve(Session.TRACE));
                    traces.put(trace.session(), region);
                }
                for (int i = 0; i + 1 < trace.runs().size(); i += 2) {
                    long begin = trace.runs().get(i);
                    SafetensorsWriter.writeAll(
                            out, region.map(begin, trace.runs().get(i + 1) - begin));
                }
            }
        }
        if (traces.isEmpty()) {
            Files.delete(target);
        }
    }

    private Manifest manifest(
            Manifest.Identity identity,
            String suite,
            String suiteHash,
            Manifest.@Nullable Part part,
            Map<String, Manifest.Content> files,
            String root,
            Manifest.Counts counts)
            throws IOException {
        Map<String, String> provenance = new TreeMap<>();
        int iterations = 0;
        boolean complete = !sessions.isEmpty();
        List<String> times = new ArrayList<>();
        for (int restart = 0; restart < sessions.size(); restart++) {
            Session.State state = sessions.get(restart).state();
            iterations = Math.max(iterations, state.iterations());
            complete &= state.complete();
            times.addAll(Stream.of(state.start(), state.end())
                    .filter(time -> !time.isEmpty())
                    .toList());
            int number = restart;
            sessions.get(restart).provenance().forEach((key, value) -> {
                if (!value.equals(provenance.putIfAbsent(key, value)) && !value.equals(provenance.get(key))) {
                    provenance.put("restart" + number + "." + key, value);
                }
            });
        }
        String start = times.isEmpty() ? "" : times.get(0);
        String end = times.isEmpty() ? "" : times.get(times.size() - 1);
        return new Manifest(
                identity,
                provenance,
                suite,
                suiteHash,
                iterations,
                sessions.size(),
                start,
                end,
                files,
                root,
                complete,
                counts,
                part);
    }

    /**
     * Puts a new folder in place of an older bundle, which goes aside first: a folder cannot be replaced in one step. If the
     * new one cannot be moved there, the older one comes back.
     */
    static void replace(Path target, Path folder, Path aside) throws IOException {
        boolean exists = Files.exists(target);
        if (exists
                && !Files.exists(target.resolve(StoredBundle.MANIFEST))
                && !entries(target).isEmpty()) {
            throw new BundleException(
                    target, "is there already, and is no bundle", "name another place for the bundle");
        }
        if (exists) {
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (exists) {
                moveBack(aside, target, failure);
            }
            throw failure;
        }
        delete(aside);
    }

    private static void moveBack(Path aside, Path target, IOException failure) {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException stuck) {
            failure.addSuppressed(new IOException("the older bundle of " + target + " is now " + aside, stuck));
        }
    }

    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted((a, b) -> CodePointOrder.INSTANCE.compare(
                            a.getFileName().toString(), b.getFileName().toString()))
                    .toList();
        }
    }

    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Syncs a folder's entries where the system can; Windows cannot open a folder as a channel. */
    static void syncFolder(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Deletes a file, or a folder with its content; another process may clear the same one. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
