package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two tensors of one type and shape differ. NaN and infinities that meet another value are counted for themselves, and
 * enter none of the greatest differences.
 *
 * @param left name of the first side
 * @param right name of the second side
 * @param type of both tensors
 * @param shape of both tensors
 * @param mismatched number of elements with unlike bits
 * @param total number of elements
 * @param beyondPolicy number of mismatched elements that the policy does not allow
 * @param first the first mismatched elements, in row-major order, those beyond the policy before those that it allows; at most
 *     {@link TensorDiffer#SHOWN}
 * @param maxAbs greatest absolute difference; null if no finite pair differs
 * @param maxRel greatest difference relative to the larger magnitude; null as above
 * @param maxUlp greatest distance, an unsigned integer; null as above, and for integers and bool
 * @param nanMismatches elements that are NaN on one side only
 * @param infinityMismatches elements that are infinite on one side, and on the other finite or of the other sign
 * @param signedZeroMismatches elements that are +0 on one side and −0 on the other
 * @param ulps distances of the finite mismatched elements; null for integers and bool
 * @param normalisedError the greatest absolute difference divided by the greatest finite magnitude in either tensor, from 0 to 2;
 *     null for integers and bool, and if no finite pair differs
 * @param map where the mismatched elements are; null if there are none, or the pair is one of too many to be shown
 */
public record PairDifference(
        String left,
        String right,
        ElementType type,
        List<Long> shape,
        long mismatched,
        long total,
        long beyondPolicy,
        List<Element> first,
        @Nullable Extreme maxAbs,
        @Nullable Extreme maxRel,
        @Nullable UlpExtreme maxUlp,
        long nanMismatches,
        long infinityMismatches,
        long signedZeroMismatches,
        @Nullable UlpHistogram ulps,
        @Nullable Double normalisedError,
        @Nullable DifferenceMap map) {
    /** Copies the lists. */
    public PairDifference {
        shape = List.copyOf(shape);
        first = List.copyOf(first);
    }

    /** Returns the same measures with one element and without the map, for pairs that are many. */
    PairDifference inShort() {
        return new PairDifference(
                left,
                right,
                type,
                shape,
                mismatched,
                total,
                beyondPolicy,
                first.subList(0, Math.min(1, first.size())),
                maxAbs,
                maxRel,
                maxUlp,
                nanMismatches,
                infinityMismatches,
                signedZeroMismatches,
                ulps,
                normalisedError,
                null);
    }

    /**
     * Orders pairs of one tensor by how far apart they are: first by the elements that the policy does not allow, then by the
     * greatest distance, then by the number of elements.
     *
     * @return positive if this one is the worse
     */
    int weighs(PairDifference other) {
        return Comparator.comparingLong(PairDifference::beyondPolicy)
                .thenComparing(PairDifference::ulpOrZero, Long::compareUnsigned)
                .thenComparingDouble(
                        pair -> pair.maxAbs() == null ? 0 : pair.maxAbs().value())
                .thenComparingLong(PairDifference::mismatched)
                .compare(this, other);
    }

    private long ulpOrZero() {
        return maxUlp == null ? 0 : maxUlp.ulps();
    }

    /**
     * Returns the significant bits that are kept: the least −log2(|a − b| / max(|a|, |b|)) of the finite mismatched elements, cut
     * to what lies between 0 and the precision of the type (53, 24, 11 or 8 bits); null for integers and bool, and if no finite pair differs.
     */
    public @Nullable Double significantBits() {
        if (maxRel == null || !type.isFloating()) {
            return null;
        }
        double bits = -Math.log(maxRel.value()) / Math.log(2);
        return Math.max(0, Math.min(Bits.precision(type), bits));
    }

    /**
     * A greatest difference and where it is.
     *
     * @param value in binary64; infinite if the difference of two finite values overflows
     * @param at the first element that has it
     */
    public record Extreme(double value, Element at) {}

    /**
     * Returns the distance that at least so many percent of the differing elements do not exceed, as far as the histogram's buckets tell,
     * and never more than the greatest one: an unsigned integer.
     *
     * @throws IllegalStateException if no element has a distance
     */
    public long ulpPercentile(double percent) {
        if (ulps == null || maxUlp == null) {
            throw new IllegalStateException("no element has a distance");
        }
        long bound = ulps.percentile(percent);
        return Long.compareUnsigned(bound, maxUlp.ulps()) > 0 ? maxUlp.ulps() : bound;
    }

    /**
     * A greatest distance and where it is.
     *
     * @param ulps an unsigned integer
     * @param at the first element that has it
     */
    public record UlpExtreme(long ulps, Element at) {}
}
