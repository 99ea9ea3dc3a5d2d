package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.UlpHistogram;
import io.github.gradlock.harness.report.Figures;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How many elements are how far apart, as bars over powers of two; the caption says the same in words. */
final class UlpPicture {
    private static final int BAR = 34;
    private static final int HEIGHT = 72;
    private static final int TOP = 16;
    private static final int FOOT = 18;
    private static final int LABELLED = 12;

    /** Room for labels that are wider than their bar. */
    private static final int SIDE = 8;

    private final PairDifference pair;
    private final UlpHistogram ulps;

    private final int first;
    private final int last;

    UlpPicture(PairDifference pair, UlpHistogram ulps) {
        this.pair = pair;
        this.ulps = ulps;
        List<Integer> filled = new ArrayList<>();
        for (int bucket = 0; bucket < ulps.counts().size(); bucket++) {
            if (ulps.counts().get(bucket) > 0) {
                filled.add(bucket);
            }
        }
        this.first = Math.max(0, Collections.min(filled) - 1);
        this.last = Math.min(ulps.counts().size() - 1, Collections.max(filled) + 1);
    }

    void write(Markup page) {
        int bars = last - first + 1;
        int width = bars > LABELLED ? BAR / 2 : BAR;
        page.open("figure", "class", "ulps");
        page.open(
                "svg",
                "viewBox",
                "%d 0 %d %d".formatted(-SIDE, bars * width + 2 + 2 * SIDE, TOP + HEIGHT + FOOT),
                "width",
                String.valueOf(bars * width + 2 + 2 * SIDE),
                "height",
                String.valueOf(TOP + HEIGHT + FOOT),
                "role",
                "img",
                "aria-label",
                words());
        page.empty("path", "class", "axis", "d", "M0 %dh%d".formatted(TOP + HEIGHT, bars * width + 2));
        long most = Collections.max(ulps.counts());
        for (int bucket = first; bucket <= last; bucket++) {
            bar(page, bucket, 1 + (bucket - first) * width, width, most, bars <= LABELLED);
        }
        page.close();
        page.element(
                "figcaption",
                "Distance in ulp, by powers of two: half of the elements within %s, 99 %% within %s."
                        .formatted(Figures.grouped(pair.ulpPercentile(50)), Figures.grouped(pair.ulpPercentile(99))));
        page.close();
    }

    private void bar(Markup page, int bucket, int x, int width, long most, boolean labelled) {
        long count = ulps.counts().get(bucket);
        String middle = String.format(Locale.ROOT, "%.1f", x + width / 2.0);
        if (count > 0) {
            int height = (int) Math.max(2, Math.round((double) HEIGHT * count / most));
            page.empty(
                    "rect",
                    "x",
                    String.valueOf(x + 1),
                    "y",
                    String.valueOf(TOP + HEIGHT - height),
                    "width",
                    String.valueOf(width - 2),
                    "height",
                    String.valueOf(height));
            if (labelled) {
                page.element("text", shortCount(count), "x", middle, "y", String.valueOf(TOP + HEIGHT - height - 4));
            }
        }
        if (labelled || bucket % 4 == 0) {
            page.element("text", bound(bucket), "class", "tick", "x", middle, "y", String.valueOf(TOP + HEIGHT + 13));
        }
    }

    /** The smallest distance of a bucket: 0, 1, 2, 4 … 512, then powers. */
    private static String bound(int bucket) {
        int named = 10;
        return bucket == 0 ? "0" : bucket <= named ? String.valueOf(1L << (bucket - 1)) : "2^" + (bucket - 1);
    }

    private static String shortCount(long count) {
        long thousand = 1000;
        long million = thousand * thousand;
        return count < 10 * thousand
                ? String.valueOf(count)
                : count < 10 * million ? count / thousand + "k" : count / million + "M";
    }

    private String words() {
        List<String> parts = new ArrayList<>();
        for (int bucket = first; bucket <= last; bucket++) {
            long count = ulps.counts().get(bucket);
            if (count > 0) {
                parts.add(Figures.count(count, "element") + " at " + range(bucket) + " ulp");
            }
        }
        return String.join(", ", parts);
    }

    private static String range(int bucket) {
        if (bucket <= 1) {
            return String.valueOf(bucket);
        }
        BigInteger low = BigInteger.ONE.shiftLeft(bucket - 1);
        return low + " to " + low.shiftLeft(1).subtract(BigInteger.ONE);
    }
}
