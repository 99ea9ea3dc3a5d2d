package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order in which programs add.
 *
 * @param text for people: {@code in 8 lanes}
 * @param family what gives rise to it
 * @param order adds the terms
 */
record SummationOrder(String text, Family family, Order order) {
    /** Adds terms in some order. */
    @FunctionalInterface
    interface Order {
        double sum(Terms terms);
    }

    /** What gives rise to an order. */
    enum Family {
        /** A plain loop. */
        LOOP,
        /** Another direction or sorting of the terms. */
        REORDERED,
        /** In order, from another term on. */
        ROTATED,
        /** A vector register. */
        LANES,
        /** As many contiguous parts as there are threads. */
        PARTS,
        /** Contiguous blocks of a fixed size. */
        BLOCKS,
        /** A recursion, or a compensated sum. */
        ALGORITHM,
        /** Partial sums of more bits than the result has. */
        WIDER
    }

    private static final int[] LANES = {2, 4, 8, 16, 32, 64};
    private static final int[] BLOCKS = IntStream.concat(
                    IntStream.rangeClosed(2, 32), IntStream.of(40, 48, 50, 64, 96, 100, 128, 200, 256, 512, 1024))
            .toArray();
    private static final int MOST_PARTS = 16;
    private static final int MOST_FIRST = 32;

    /** All that are tried. For few terms several of them are the same. */
    static final List<SummationOrder> ALL = all();

    private static List<SummationOrder> all() {
        List<SummationOrder> all = new ArrayList<>();
        all.add(new SummationOrder("in order", Family.LOOP, terms -> run(terms, 0, terms.count(), 1)));
        all.add(new SummationOrder(
                "from the last to the first", Family.REORDERED, terms -> run(terms, terms.count() - 1, -1, -1)));
        all.add(new SummationOrder("sorted by magnitude", Family.REORDERED, terms -> sorted(terms, false)));
        all.add(new SummationOrder("sorted", Family.REORDERED, terms -> sorted(terms, true)));
        for (int lanes : LANES) {
            all.add(new SummationOrder(
                    "in %d lanes".formatted(lanes), Family.LANES, terms -> lanes(terms, lanes, true, true)));
            all.add(new SummationOrder(
                    "in %d lanes, added one by one".formatted(lanes),
                    Family.LANES,
                    terms -> lanes(terms, lanes, false, true)));
            all.add(new SummationOrder(
                    "in %d lanes, the rest in them".formatted(lanes),
                    Family.LANES,
                    terms -> lanes(terms, lanes, true, false)));
            all.add(new SummationOrder(
                    "in %d lanes, the rest in them, added one by one".formatted(lanes),
                    Family.LANES,
                    terms -> lanes(terms, lanes, false, false)));
        }
        IntStream.rangeClosed(2, MOST_PARTS).forEach(parts -> {
            all.add(new SummationOrder(
                    "in %d parts".formatted(parts),
                    Family.PARTS,
                    terms -> blocks(terms, ceiling(terms.count(), parts))));
            all.add(new SummationOrder(
                    "in %d even parts".formatted(parts), Family.PARTS, terms -> parts(terms, parts)));
        });
        for (int size : BLOCKS) {
            all.add(new SummationOrder("in blocks of %d".formatted(size), Family.BLOCKS, terms -> blocks(terms, size)));
        }
        for (int first = 1; first <= MOST_FIRST; first++) {
            int begin = first;
            all.add(new SummationOrder(
                    "from term %d on and around".formatted(first + 1),
                    Family.ROTATED,
                    terms -> rotated(terms, begin, 1)));
            all.add(new SummationOrder(
                    "from term %d back and around".formatted(first),
                    Family.REORDERED,
                    terms -> rotated(terms, begin - 1, -1)));
        }
        for (int leaf : new int[] {1, 2, 4, 8, 16, 32, 64, 128}) {
            all.add(new SummationOrder(
                    "pairwise down to %d".formatted(leaf),
                    Family.ALGORITHM,
                    terms -> pairwise(terms, 0, terms.count(), leaf)));
        }
        all.add(new SummationOrder("with compensation (Kahan)", Family.ALGORITHM, SummationOrder::kahan));
        all.add(new SummationOrder("with compensation (Neumaier)", Family.ALGORITHM, SummationOrder::neumaier));
        all.add(new SummationOrder("in a wider type", Family.WIDER, terms -> {
            Terms wider = terms.in(terms.arithmetic().accumulator());
            return terms.round(run(wider, 0, terms.count(), 1));
        }));
        all.add(new SummationOrder("exactly", Family.WIDER, terms -> terms.round(terms.exact())));
        return all;
    }

    private static int ceiling(int count, int parts) {
        return Math.max(1, (count + parts - 1) / parts);
    }

    private static double run(Terms terms, int from, int to, int step) {
        double sum = 0;
        for (int i = from; i != to; i += step) {
            sum = terms.add(sum, i);
        }
        return sum;
    }

    private static double rotated(Terms terms, int first, int step) {
        double sum = 0;
        for (int i = 0; i < terms.count(); i++) {
            sum = terms.add(sum, Math.floorMod(first + step * i, terms.count()));
        }
        return sum;
    }

    private static double sorted(Terms terms, boolean signed) {
        double sum = 0;
        for (int i : IntStream.range(0, terms.count())
                .boxed()
                .sorted((x, y) -> signed
                        ? Double.compare(terms.term(x), terms.term(y))
                        : Double.compare(Math.abs(terms.term(x)), Math.abs(terms.term(y))))
                .mapToInt(i -> i)
                .toArray()) {
            sum = terms.add(sum, i);
        }
        return sum;
    }

    /** As a vectorised loop: lanes of strided terms, combined by halves or one by one; the rest at the end, or in the lanes. */
    private static double lanes(Terms terms, int lanes, boolean halving, boolean restLast) {
        double[] sums = new double[lanes];
        int whole = restLast ? terms.count() - terms.count() % lanes : terms.count();
        for (int i = 0; i < whole; i++) {
            sums[i % lanes] = terms.add(sums[i % lanes], i);
        }
        double sum = sums[0];
        if (halving) {
            for (int width = lanes / 2; width > 0; width /= 2) {
                for (int i = 0; i < width; i++) {
                    sums[i] = terms.plus(sums[i], sums[i + width]);
                }
            }
            sum = sums[0];
        } else {
            for (int i = 1; i < lanes; i++) {
                sum = terms.plus(sum, sums[i]);
            }
        }
        for (int i = whole; i < terms.count(); i++) {
            sum = terms.add(sum, i);
        }
        return sum;
    }

    private static double blocks(Terms terms, int size) {
        double sum = 0;
        for (int from = 0; from < terms.count(); from += size) {
            sum = terms.plus(sum, run(terms, from, Math.min(from + size, terms.count()), 1));
        }
        return sum;
    }

    private static double parts(Terms terms, int parts) {
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) part * terms.count() / parts);
            int to = (int) ((part + 1L) * terms.count() / parts);
            sum = terms.plus(sum, run(terms, from, to, 1));
        }
        return sum;
    }

    private static double pairwise(Terms terms, int from, int to, int leaf) {
        if (to - from <= leaf) {
            return run(terms, from, to, 1);
        }
        int middle = from + (to - from) / 2;
        return terms.plus(pairwise(terms, from, middle, leaf), pairwise(terms, middle, to, leaf));
    }

    private static double kahan(Terms terms) {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < terms.count(); i++) {
            double term = terms.round(terms.round(terms.term(i)) - lost);
            double next = terms.plus(sum, term);
            lost = terms.round(terms.round(next - sum) - term);
            sum = next;
        }
        return sum;
    }

    private static double neumaier(Terms terms) {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < terms.count(); i++) {
            double term = terms.round(terms.term(i));
            double next = terms.plus(sum, term);
            double part = Math.abs(sum) >= Math.abs(term)
                    ? terms.plus(terms.round(sum - next), term)
                    : terms.plus(terms.round(term - next), sum);
            lost = terms.plus(lost, part);
            sum = next;
        }
        return terms.plus(sum, lost);
    }
}
