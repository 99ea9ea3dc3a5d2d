package io.github.gradlock.harness.speed;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The ratios as bars on a logarithmic scale, to the right of 1 where we are faster; SVG. */
public final class SpeedPlot {
    private static final int ROW = 18;
    private static final int LABELS = 380;
    private static final int BARS = 520;
    private static final int MARGIN = 34;
    private static final int VALUE = 60;
    private static final String FASTER = "#2a7f62";
    private static final String SLOWER = "#b5523b";

    private SpeedPlot() {}

    /** Draws rows that have a ratio, in their order. */
    public static String svg(List<SpeedRow> all) {
        List<SpeedRow> rows = all.stream().filter(row -> row.ratio() != null).toList();
        // Whole powers of ten, and at least one to each side.
        int decades = (int) Math.ceil(rows.stream()
                .mapToDouble(row -> Math.abs(Math.log10(ratio(row))))
                .max()
                .orElse(1));
        double unit = BARS / 2.0 / Math.max(decades, 1);
        double one = LABELS + BARS / 2.0;
        int height = 2 * MARGIN + ROW * rows.size();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LABELS + BARS + VALUE,
                height));
        for (int decade = -Math.max(decades, 1); decade <= Math.max(decades, 1); decade++) {
            double x = one + decade * unit;
            append(
                    svg,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
                    x,
                    MARGIN - 6,
                    x,
                    height - MARGIN,
                    decade == 0 ? "#444" : "#ddd");
            append(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x,
                    MARGIN - 12,
                    decade == 0 ? "as fast as libtorch" : text(Math.pow(10, decade)));
        }
        for (int i = 0; i < rows.size(); i++) {
            bar(svg, rows.get(i), MARGIN + i * ROW, one, unit);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, SpeedRow row, int y, double one, double unit) {
        double ratio = ratio(row);
        double end = one + Math.log10(ratio) * unit;
        append(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABELS - 8,
                y + ROW - 6,
                escaped("%s %s %s · JDK %s · %d · %s"
                        .formatted(row.work(), row.size(), row.dtype(), row.release(), row.threads(), row.kernels())));
        append(
                svg,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                Math.min(one, end),
                y + 3,
                Math.abs(end - one),
                ROW - 6,
                ratio >= 1 ? FASTER : SLOWER);
        append(
                svg,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                ratio >= 1 ? end + 4 : end - 4,
                y + ROW - 6,
                ratio >= 1 ? "start" : "end",
                SpeedTable.ratio(ratio));
    }

    private static double ratio(SpeedRow row) {
        return Objects.requireNonNull(row.ratio());
    }

    private static String text(double power) {
        return power >= 1
                ? String.format(Locale.ROOT, "%.0f×", power)
                : String.format(Locale.ROOT, "1/%.0f", 1 / power);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static void append(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
