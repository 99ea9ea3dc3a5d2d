package io.github.gradlock.harness.diff;

import io.github.gradlock.harness.diff.PairDifference.Extreme;
import io.github.gradlock.harness.diff.PairDifference.UlpExtreme;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the elements of a pair of tensors that were visited so far; makes no object for an element.
 *
 * <p>Every worker has one, and they are added at the end. Counts do not depend on the order, and of equal extremes the one with
 * the lowest index counts, so the sum is the same for every number of workers.
 */
final class DifferenceSums {
    private final TensorInfo info;
    private final ElementType type;
    private final Policy policy;
    private final DifferenceMap.Grid grid;
    private final long[] cells;
    private final long[] buckets = new long[UlpHistogram.BUCKETS];
    private final List<Place> first = new ArrayList<>();
    private final List<Place> firstAllowed = new ArrayList<>();
    private final Peak absolute = new Peak();
    private final Peak relative = new Peak();
    private final Peak ulps = new Peak();
    private long mismatched;
    private long beyondPolicy;
    private long nanMismatches;
    private long infinityMismatches;
    private long signedZeroMismatches;
    private long largestMagnitude;

    /** Bits that differ, and their row-major index. */
    private record Place(long index, long left, long right) {}

    /** A greatest value so far and where it is; {@code value} orders as an unsigned integer. */
    private static final class Peak {
        private long value;
        private long index = -1;
        private long left;
        private long right;

        /** Binary64 of 0 or more is ordered as its bits are. */
        void offer(double candidate, long at, long a, long b) {
            offer(Double.doubleToRawLongBits(candidate), at, a, b);
        }

        void offer(long candidate, long at, long a, long b) {
            int order = index < 0 ? 1 : Long.compareUnsigned(candidate, value);
            if (order > 0 || (order == 0 && at < index)) {
                value = candidate;
                index = at;
                left = a;
                right = b;
            }
        }

        void add(Peak other) {
            if (other.index >= 0) {
                offer(other.value, other.index, other.left, other.right);
            }
        }
    }

    DifferenceSums(TensorInfo info, Policy policy) {
        this.info = info;
        this.type = info.type();
        this.policy = policy;
        this.grid = new DifferenceMap.Grid(info.shape(), Elements.byteCount(info) / type.bytes());
        this.cells = new long[grid.cells()];
    }

    /** Takes the greatest finite magnitude of elements, as {@link Magnitudes} finds it. */
    void magnitude(long bits) {
        largestMagnitude = Math.max(largestMagnitude, bits);
    }

    /** Takes an element whose bits differ; those of one sum come in the order of their indices. */
    void visit(long index, long a, long b) {
        boolean leftNan = Bits.isNaN(type, a);
        boolean rightNan = Bits.isNaN(type, b);
        if (leftNan && rightNan) {
            return;
        }
        mismatched++;
        cells[grid.cell(index)]++;
        boolean allowed = policy.allows(type, a, b);
        beyondPolicy += allowed ? 0 : 1;
        List<Place> shown = allowed ? firstAllowed : first;
        if (shown.size() < TensorDiffer.SHOWN) {
            shown.add(new Place(index, a, b));
        }
        if (leftNan || rightNan) {
            nanMismatches++;
        } else if (Bits.isInfinite(type, a) || Bits.isInfinite(type, b)) {
            infinityMismatches++;
        } else {
            measure(index, a, b);
        }
        if (type.isFloating() && Bits.isFinite(type, b)) {
            magnitude(Bits.magnitude(type, b));
        }
    }

    private void measure(long index, long a, long b) {
        absolute.offer(Differences.absolute(type, a, b), index, a, b);
        relative.offer(Differences.relative(type, a, b), index, a, b);
        if (type.isFloating()) {
            signedZeroMismatches += Bits.isZero(type, a) && Bits.isZero(type, b) ? 1 : 0;
            long distance = Ulps.distance(type, a, b);
            buckets[UlpHistogram.bucket(distance)]++;
            ulps.offer(distance, index, a, b);
        }
    }

    /** Adds what another worker visited. */
    void add(DifferenceSums other) {
        mismatched += other.mismatched;
        beyondPolicy += other.beyondPolicy;
        nanMismatches += other.nanMismatches;
        infinityMismatches += other.infinityMismatches;
        signedZeroMismatches += other.signedZeroMismatches;
        magnitude(other.largestMagnitude);
        absolute.add(other.absolute);
        relative.add(other.relative);
        ulps.add(other.ulps);
        Arrays.setAll(cells, cell -> cells[cell] + other.cells[cell]);
        Arrays.setAll(buckets, bucket -> buckets[bucket] + other.buckets[bucket]);
        addPlaces(first, other.first);
        addPlaces(firstAllowed, other.firstAllowed);
    }

    private static void addPlaces(List<Place> places, List<Place> others) {
        places.addAll(others);
        places.sort(Comparator.comparingLong(Place::index));
        if (places.size() > TensorDiffer.SHOWN) {
            places.subList(TensorDiffer.SHOWN, places.size()).clear();
        }
    }

    PairDifference result(String left, String right, long total) {
        return new PairDifference(
                left,
                right,
                type,
                info.shape(),
                mismatched,
                total,
                beyondPolicy,
                Stream.concat(first.stream(), firstAllowed.stream())
                        .limit(TensorDiffer.SHOWN)
                        .map(place -> element(place.index(), place.left(), place.right()))
                        .toList(),
                extreme(absolute),
                extreme(relative),
                ulps.index < 0 ? null : new UlpExtreme(ulps.value, element(ulps)),
                nanMismatches,
                infinityMismatches,
                signedZeroMismatches,
                type.isFloating()
                        ? new UlpHistogram(Arrays.stream(buckets).boxed().toList())
                        : null,
                normalisedError(),
                mismatched == 0 ? null : grid.map(cells));
    }

    private @Nullable Double normalisedError() {
        if (!type.isFloating() || absolute.index < 0) {
            return null;
        }
        double scale = Bits.toDouble(type, largestMagnitude);
        return Differences.scaled(type, absolute.left, absolute.right, scale);
    }

    private @Nullable Extreme extreme(Peak peak) {
        return peak.index < 0 ? null : new Extreme(Double.longBitsToDouble(peak.value), element(peak));
    }

    private Element element(Peak peak) {
        return element(peak.index, peak.left, peak.right);
    }

    private Element element(long index, long a, long b) {
        return new Element(Element.unravel(index, info.shape()), new Scalar(type, a), new Scalar(type, b));
    }
}
