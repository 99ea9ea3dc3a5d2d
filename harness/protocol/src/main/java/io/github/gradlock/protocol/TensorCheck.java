package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Holds the tensors of a safetensors file against what the cases say of them. */
final class TensorCheck {
    private final Opening opening;
    private final ByteMeter meter;
    private final FaultList faults;
    private final Set<String> named = new HashSet<>();
    private @Nullable SafetensorsReader reader;
    private boolean readable;

    /** Opens the file, which is done once. */
    @FunctionalInterface
    interface Opening {
        SafetensorsReader open() throws IOException;
    }

    TensorCheck(Opening opening, boolean readable, ByteMeter meter, FaultList faults) {
        this.opening = opening;
        this.readable = readable;
        this.meter = meter;
        this.faults = faults;
    }

    /** Returns how many tensors were hashed. */
    long tensors() {
        return named.size();
    }

    /** Notes a fault if a tensor is not there, or is not what its case says. */
    void check(String key, TensorInfo wanted) throws IOException {
        SafetensorsReader from = reader();
        if (from != null) {
            named.add(key);
            faults.collect(() -> compare(from, key, wanted));
        }
    }

    /** Notes a fault if there are tensors that no case has. */
    void requireAllNamed() throws IOException {
        SafetensorsReader from = reader();
        if (from == null) {
            return;
        }
        List<String> others = new ArrayList<>();
        for (String key : from.tensors().keySet()) {
            if (!named.contains(key)) {
                others.add(key);
            }
        }
        if (!others.isEmpty()) {
            faults.add(new BundleException(
                    from.label(),
                    "tensors that no case has: " + others.size() + " of them, the first is '" + others.get(0) + "'",
                    BundleException.DAMAGED));
        }
    }

    /** Returns null if the file cannot be read, which is said once. */
    private @Nullable SafetensorsReader reader() throws IOException {
        if (readable && reader == null) {
            readable = faults.collect(() -> reader = opening.open());
        }
        return readable ? reader : null;
    }

    private void compare(SafetensorsReader from, String key, TensorInfo wanted) throws IOException {
        Sha256 hash = new Sha256();
        CRC32C sum = new CRC32C();
        AtomicLong nan = new AtomicLong();
        meter.read(StoredBundle.located(from, key, wanted), piece -> {
            nan.addAndGet(Elements.nans(wanted.type(), piece));
            hash.update(piece);
            sum.update(piece);
        });
        String found = hash.hex();
        if (!found.equals(wanted.sha256())) {
            throw new BundleException(
                    from.label(),
                    "'" + key + "' has the SHA-256 " + found + ", cases.jsonl says " + wanted.sha256(),
                    BundleException.DAMAGED);
        }
        String crc32c = wanted.crc32c();
        if (crc32c != null && !crc32c.equals(Crc32c.hex(sum))) {
            throw new BundleException(
                    from.label(),
                    "'" + key + "' has the CRC-32C " + Crc32c.hex(sum) + ", cases.jsonl says " + crc32c,
                    BundleException.DAMAGED);
        }
        if (wanted.nan() > 0 && wanted.nan() != nan.get()) {
            throw new BundleException(
                    from.label(),
                    "'" + key + "' has " + nan + " elements that are NaN, cases.jsonl says " + wanted.nan(),
                    BundleException.DAMAGED);
        }
    }
}
