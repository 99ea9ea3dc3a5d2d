package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.diff.PairDifference.Extreme;
import io.github.gradlock.harness.diff.PairDifference.UlpExtreme;
import io.github.gradlock.protocol.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two tensors of one type and shape element by element, without a copy of them; used once. */
final class TensorDiffer {
    /** Number of differing elements that are kept with their values. */
    static final int SHOWN = 4;

    private final TensorInfo info;
    private final Policy policy;
    private final List<Element> first = new ArrayList<>();
    private final long[] buckets = new long[UlpHistogram.BUCKETS];
    private long mismatched;
    private long beyondPolicy;
    private long nanMismatches;
    private long infinityMismatches;
    private long signedZeroMismatches;
    private @Nullable Extreme maxAbs;
    private @Nullable Extreme maxRel;
    private @Nullable UlpExtreme maxUlp;

    TensorDiffer(TensorInfo info, Policy policy) {
        this.info = info;
        this.policy = policy;
    }

    /** Compares little-endian elements; both buffers hold as many as the shape says. */
    PairDifference compare(String left, ByteBuffer leftElements, String right, ByteBuffer rightElements) {
        ByteBuffer a = leftElements.slice().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = rightElements.slice().order(ByteOrder.LITTLE_ENDIAN);
        int bytes = info.type().bytes();
        int next = 0;
        while (next * bytes < a.limit()) {
            // The JDK finds the next unlike byte many bytes at a time; most elements are alike.
            int unlike = a.position(next * bytes).mismatch(b.position(next * bytes));
            if (unlike < 0) {
                break;
            }
            int index = next + unlike / bytes;
            a.position(0);
            b.position(0);
            visit(index, Scalar.read(info.type(), a, index), Scalar.read(info.type(), b, index));
            next = index + 1;
        }
        return result(left, right, a.limit() / bytes);
    }

    private void visit(int flat, Scalar a, Scalar b) {
        if (a.isNaN() && b.isNaN()) {
            return;
        }
        Element element = new Element(Element.unravel(flat, info.shape()), a, b);
        mismatched++;
        beyondPolicy += policy.allows(a, b) ? 0 : 1;
        if (first.size() < SHOWN) {
            first.add(element);
        }
        if (a.isNaN() || b.isNaN()) {
            nanMismatches++;
        } else if (a.isInfinite() || b.isInfinite()) {
            infinityMismatches++;
        } else {
            signedZeroMismatches += info.type().isFloating() && a.isZero() && b.isZero() ? 1 : 0;
            measure(element);
        }
    }

    private void measure(Element element) {
        Scalar a = element.left();
        Scalar b = element.right();
        maxAbs = greater(maxAbs, Differences.absolute(a, b), element);
        maxRel = greater(maxRel, Differences.relative(a, b), element);
        if (info.type().isFloating()) {
            long distance = Ulps.distance(a, b);
            buckets[UlpHistogram.bucket(distance)]++;
            if (maxUlp == null || Long.compareUnsigned(distance, maxUlp.ulps()) > 0) {
                maxUlp = new UlpExtreme(distance, element);
            }
        }
    }

    private static Extreme greater(@Nullable Extreme known, double value, Element element) {
        return known == null || value > known.value() ? new Extreme(value, element) : known;
    }

    private PairDifference result(String left, String right, long total) {
        List<Long> counts = java.util.Arrays.stream(buckets).boxed().toList();
        return new PairDifference(
                left,
                right,
                info.type(),
                info.shape(),
                mismatched,
                total,
                beyondPolicy,
                first,
                maxAbs,
                maxRel,
                maxUlp,
                nanMismatches,
                infinityMismatches,
                signedZeroMismatches,
                info.type().isFloating() ? new UlpHistogram(counts) : null);
    }
}
