package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of holding all of a bundle against what vouches for it.
 *
 * @param path of the bundle
 * @param manifest null if it could not be read
 * @param voucher what its contents were held against
 * @param faults what is wrong, each with its place
 * @param furtherFaults how many more there are
 * @param unvouched files that the manifest does not name; nobody reads them
 * @param files how many files were hashed
 * @param tensors how many tensors were hashed
 * @param bytes how many bytes were hashed
 */
public record BundleCheck(
        Path path,
        @Nullable Manifest manifest,
        Voucher voucher,
        List<Fault> faults,
        long furtherFaults,
        List<String> unvouched,
        int files,
        long tensors,
        long bytes) {
    /** Copies the lists. */
    public BundleCheck {
        faults = List.copyOf(faults);
        unvouched = List.copyOf(unvouched);
    }

    /** What vouches for contents. */
    public enum Voucher {
        /** A manifest, which names a checksum for everything. */
        MANIFEST,
        /** The hash of each tensor, in a session. */
        RECORDED_HASHES,
        /** Nothing: a safetensors file alone has no checksums, and of what cannot be opened none are known. */
        NOTHING
    }

    /**
     * Something that is wrong.
     *
     * @param location {@code file}, {@code file:line:column} or {@code file:byte offset}
     * @param message what is wrong there
     * @param hint what to do about it
     */
    public record Fault(String location, String message, String hint) {}

    /** Hears how far a check is; called by several threads. */
    public interface Listener {
        /** Hears nothing. */
        Listener NONE = new Listener() {
            @Override
            public void begun(long bytes) {}

            @Override
            public void advanced(long bytes) {}
        };

        /** There are so many bytes to be hashed. */
        void begun(long bytes);

        /** So many more were hashed. */
        void advanced(long bytes);
    }

    /** Returns whether there is a manifest, which vouches for the whole. */
    public boolean vouched() {
        return voucher == Voucher.MANIFEST;
    }

    /** Returns whether nothing is wrong. */
    public boolean isWhole() {
        return faults.isEmpty();
    }

    /**
     * Checks a bundle: every file against the manifest, every case and step of a trace by its form, the digest and the counts from the
     * cases, every tensor against its SHA-256 and CRC-32C. Of a session, which has no manifest, its tensors against their hashes; of a
     * safetensors file alone, its header.
     *
     * @throws IOException if a file cannot be read; what is wrong with one that can is a fault
     */
    public static BundleCheck of(Path path, Listener listener) throws IOException {
        FaultList faults = new FaultList();
        try (Bundle bundle = Bundles.openAsItIs(path)) {
            if (bundle instanceof StoredBundle stored) {
                return StoredCheck.of(stored, faults, listener);
            }
            boolean recorded = bundle instanceof LooseBundle session && session.isRecorded();
            long tensors = recorded ? tensors(bundle, faults, listener) : 0;
            Voucher voucher = recorded ? Voucher.RECORDED_HASHES : Voucher.NOTHING;
            return new BundleCheck(
                    path, bundle.manifest(), voucher, faults.first(), faults.further(), List.of(), 0, tensors, 0);
        } catch (BundleException fault) {
            faults.add(fault);
            return new BundleCheck(path, null, Voucher.NOTHING, faults.first(), faults.further(), List.of(), 0, 0, 0);
        }
    }

    /** A session hashes each tensor that is taken. */
    private static long tensors(Bundle bundle, FaultList faults, Listener listener) throws IOException {
        long tensors = 0;
        try {
            for (Iterator<CaseRecord> cases = bundle.cases().iterator(); cases.hasNext(); ) {
                CaseRecord record = cases.next();
                for (TensorInfo tensor : record.tensors()) {
                    tensors++;
                    faults.collect(() -> listener.advanced(
                            bundle.tensor(record.id(), tensor.name()).bytes()));
                }
                for (Repetition repetition : record.repetitions()) {
                    for (TensorInfo tensor : repetition.tensors()) {
                        if (!record.tensors().contains(tensor)) {
                            tensors++;
                            faults.collect(() -> listener.advanced(bundle.tensor(record.id(), tensor.name(), repetition)
                                    .bytes()));
                        }
                    }
                }
            }
        } catch (UncheckedIOException unread) {
            throw unread.getCause();
        }
        return tensors;
    }
}
