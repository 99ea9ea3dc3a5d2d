package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads every line of cases.jsonl, and holds the tensors that it describes against it, and the manifest's sums against its cases. */
final class CaseCheck {
    private final StoredBundle bundle;
    private final FaultList faults;
    private final CaseTally tally = new CaseTally();
    private final TensorCheck values;
    private final TensorCheck variations;

    /**
     * @param bundle whose cases are read
     * @param broken files that have not the length they must have, so that nothing is read of them
     * @param meter through which elements are read
     * @param faults to which what is found is added
     */
    CaseCheck(StoredBundle bundle, Set<String> broken, ByteMeter meter, FaultList faults) {
        this.bundle = bundle;
        this.faults = faults;
        this.values = new TensorCheck(bundle::values, !broken.contains(StoredBundle.VALUES), meter, faults);
        this.variations = new TensorCheck(bundle::variations, !broken.contains(StoredBundle.VARIATIONS), meter, faults);
    }

    /** Returns the ids of all cases; null if a line is malformed, and so nothing is known of the whole. */
    @Nullable
    Set<String> run(Region region) throws IOException {
        CaseIndex index = CaseIndex.empty(region);
        LineReader lines = new LineReader(region, false);
        boolean[] sound = {true};
        boolean ended = faults.collect(() -> {
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                LineReader.Line at = line;
                sound[0] &= faults.collect(() -> check(index.add(at)));
            }
        });
        if (!ended || !sound[0]) {
            return null;
        }
        faults.collect(() -> checkSums(index));
        values.requireAllNamed();
        if (bundle.manifest().files().containsKey(StoredBundle.VARIATIONS)) {
            variations.requireAllNamed();
        }
        return index.digests().keySet();
    }

    /** Returns how many tensors were hashed. */
    long tensors() {
        return values.tensors() + variations.tensors();
    }

    private void check(CaseRecord record) throws IOException {
        tally.add(record);
        for (TensorInfo tensor : record.tensors()) {
            values.check(record.id() + "/" + tensor.name(), tensor);
        }
        Set<TensorInfo> first = Set.copyOf(record.tensors());
        for (Repetition repetition : record.repetitions()) {
            for (TensorInfo tensor : repetition.tensors()) {
                if (!first.contains(tensor)) {
                    String suffix = "@" + repetition.restart() + "." + repetition.iteration();
                    variations.check(record.id() + "/" + tensor.name() + suffix, tensor);
                }
            }
        }
    }

    private void checkSums(CaseIndex index) throws BundleException {
        Manifest manifest = bundle.manifest();
        String root = index.root();
        if (!root.equals(manifest.resultsDigest())) {
            throw bundle.manifestFault(
                    "results-digest is " + manifest.resultsDigest() + ", of the cases follows " + root);
        }
        tally.requireSaidBy(bundle);
    }
}
