package io.github.gradlock.harness.diff;

import java.util.List;

/**
 * How many differing elements are how far apart, in powers of two.
 *
 * @param counts bucket 0 holds the distance 0 (zeros of unlike sign), bucket k the distances from 2^(k−1) to 2^k − 1; 65 buckets
 */
public record UlpHistogram(List<Long> counts) {
    static final int BUCKETS = 65;

    /** Copies the counts. */
    public UlpHistogram {
        counts = List.copyOf(counts);
    }

    static int bucket(long distance) {
        return Long.SIZE - Long.numberOfLeadingZeros(distance);
    }

    /** Returns the number of elements counted: those that differ and are finite on both sides. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns the greatest distance of the bucket in which the percentile lies, an unsigned integer: at least that share of the
     * differing elements is no further apart.
     *
     * @param percent from 0 to 100
     */
    public long percentile(double percent) {
        long total = total();
        if (total == 0) {
            throw new IllegalStateException("no element has a distance");
        }
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
        long seen = 0;
        int bucket = 0;
        while (seen + counts.get(bucket) < rank) {
            seen += counts.get(bucket);
            bucket++;
        }
        return bucket == 0 ? 0 : -1L >>> (Long.SIZE - bucket);
    }
}
