package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.Repetition;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the elements of a tensor, and checks that they are as many as its type and shape say. */
final class Elements {
    private Elements() {}

    /** Reads those of the first execution. */
    static ByteBuffer read(Bundle bundle, String caseId, TensorInfo info) throws IOException {
        return checked(bundle, caseId, info, bundle.tensor(caseId, info.name()));
    }

    /** Reads those of a repetition. */
    static ByteBuffer read(Bundle bundle, String caseId, TensorInfo info, Repetition repetition) throws IOException {
        return checked(bundle, caseId, info, bundle.tensor(caseId, info.name(), repetition));
    }

    private static ByteBuffer checked(Bundle bundle, String caseId, TensorInfo info, ByteBuffer elements)
            throws BundleException {
        long bytes = info.shape().stream().reduce((long) info.type().bytes(), Math::multiplyExact);
        if (elements.remaining() != bytes) {
            throw new BundleException(
                    bundle.path(),
                    "%s/%s has %d bytes, and its type and shape say %d"
                            .formatted(caseId, info.name(), elements.remaining(), bytes),
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
