package io.github.gradlock.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The bundles of all shards of one run of one environment, open, in the order of their numbers. */
final class ShardSet implements Closeable {
    private static final String AGAIN = "run that shard again as the others were run, or leave its bundle out";

    private final List<StoredBundle> bundles;

    private ShardSet(List<StoredBundle> bundles) {
        this.bundles = bundles;
    }

    /**
     * Opens bundles that make up a whole.
     *
     * @throws BundleException if one is no shard, or is of another environment, suite or run than the first, or if a shard is missing
     *     or there twice
     */
    static ShardSet open(List<Path> paths) throws IOException {
        List<StoredBundle> opened = new ArrayList<>();
        try {
            for (Path path : paths) {
                opened.add(open(path));
            }
            return of(opened);
        } catch (IOException | RuntimeException problem) {
            new ShardSet(opened).close();
            throw problem;
        }
    }

    private static ShardSet of(List<StoredBundle> opened) throws BundleException {
        Map<Integer, StoredBundle> byNumber = new TreeMap<>();
        for (StoredBundle bundle : opened) {
            requireAlike(opened.get(0), bundle);
            StoredBundle twin = byNumber.put(part(bundle).shard().number(), bundle);
            if (twin != null) {
                throw new BundleException(
                        bundle.path(),
                        "is shard " + part(bundle).shard() + ", as " + twin.path() + " is",
                        "name each shard once");
            }
        }
        if (opened.isEmpty()) {
            throw new IllegalArgumentException("no bundles");
        }
        int of = part(opened.get(0)).shard().of();
        List<String> missing = IntStream.rangeClosed(1, of)
                .filter(number -> !byNumber.containsKey(number))
                .mapToObj(number -> new Shard(number, of).toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new BundleException(
                    opened.get(0).path(),
                    "of its " + of + " shards " + (missing.size() == 1 ? "one is" : missing.size() + " are")
                            + " missing: " + String.join(", ", missing),
                    "name the bundles of all shards; gradlock run --shard " + missing.get(0) + " makes one");
        }
        return new ShardSet(List.copyOf(byNumber.values()));
    }

    List<StoredBundle> bundles() {
        return bundles;
    }

    /** Returns which shard a bundle of a set is. */
    static Shard shard(StoredBundle bundle) {
        return part(bundle).shard();
    }

    @Override
    public void close() throws IOException {
        for (StoredBundle bundle : bundles) {
            bundle.close();
        }
    }

    private static StoredBundle open(Path path) throws IOException {
        Bundle bundle = Bundles.open(path);
        if (bundle instanceof StoredBundle stored && stored.manifest().part() != null) {
            return stored;
        }
        bundle.close();
        throw new BundleException(
                path,
                "is no shard: its manifest names no part of a suite",
                "gradlock run --shard 1/3 makes a shard; whole bundles are compared, not joined");
    }

    private static Manifest.Part part(StoredBundle bundle) {
        return Objects.requireNonNull(bundle.manifest().part());
    }

    private static void requireAlike(StoredBundle first, StoredBundle other) throws BundleException {
        same(first, other, "of the environment", manifest -> manifest.identity().displayName());
        same(first, other, "of a spec", manifest -> manifest.identity().specHash());
        same(first, other, "of a lock", manifest -> manifest.identity().lockHash());
        same(first, other, "of the image", manifest -> manifest.identity().imageDigest());
        same(first, other, "of the suite", Manifest::suite);
        same(first, other, "of a suite with the contents", Manifest::suiteHash);
        same(
                first,
                other,
                "of a run with the seed",
                manifest -> manifest.provenance().get("run.seed"));
        same(
                first,
                other,
                "of a run with iterations × restarts",
                manifest -> manifest.iterations() + " × " + manifest.restarts());
        same(first, other, "of a run with the tags", manifest -> part(manifest).tags());
        same(
                first,
                other,
                "of a run with the patterns",
                manifest -> part(manifest).selects());
        same(
                first,
                other,
                "one of a number of shards,",
                manifest -> part(manifest).shard().of());
    }

    private static Manifest.Part part(Manifest manifest) {
        return Objects.requireNonNull(manifest.part());
    }

    private static void same(
            StoredBundle first, StoredBundle other, String what, Function<Manifest, ? extends @Nullable Object> value)
            throws BundleException {
        Object one = value.apply(first.manifest());
        Object two = value.apply(other.manifest());
        if (!Objects.equals(one, two)) {
            throw new BundleException(
                    other.path(), "is " + what + " " + two + ", and " + first.path() + " " + what + " " + one, AGAIN);
        }
    }
}
