package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;

/** Reads the elements of a tensor, and checks that they are as many as its type and shape say. */
final class Elements {
    private Elements() {}

    /** Reads those of the first execution. */
    static TensorData read(Bundle bundle, String caseId, TensorInfo info) throws IOException {
        return checked(bundle, caseId, info, bundle.tensor(caseId, info.name()));
    }

    /** Reads those of a repetition. */
    static TensorData read(Bundle bundle, String caseId, TensorInfo info, Repetition repetition) throws IOException {
        return checked(bundle, caseId, info, bundle.tensor(caseId, info.name(), repetition));
    }

    /** Returns the number of bytes that type and shape say. */
    static long byteCount(TensorInfo info) {
        return io.github.gradlock.protocol.Elements.byteCount(
                info.type(), info.shape().stream().mapToLong(size -> size).toArray());
    }

    /** Returns the hash of a tensor of the first execution; one that has none yet is read for it. */
    static String sha256(Bundle bundle, String caseId, TensorInfo info) throws IOException {
        return info.isHashed()
                ? info.sha256()
                : io.github.gradlock.protocol.Elements.canonical(info.type(), read(bundle, caseId, info))
                        .sha256();
    }

    private static TensorData checked(Bundle bundle, String caseId, TensorInfo info, TensorData elements)
            throws BundleException {
        long bytes = byteCount(info);
        if (elements.bytes() != bytes) {
            throw new BundleException(
                    bundle.path(),
                    "%s/%s has %d bytes, and its type and shape say %d"
                            .formatted(caseId, info.name(), elements.bytes(), bytes),
                    "write the bundle again");
        }
        return elements;
    }

    /** Returns the difference, if there is one: hashes that differ promise it. */
    static PairDifference promised(PairDifference difference, Bundle bundle, String caseId, TensorInfo info)
            throws BundleException {
        if (difference.mismatched() == 0) {
            throw new BundleException(
                    bundle.path(),
                    "the hash of %s/%s is not that of its elements".formatted(caseId, info.name()),
                    "write the bundle again");
        }
        return difference;
    }
}
