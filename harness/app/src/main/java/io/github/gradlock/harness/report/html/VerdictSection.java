package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The verdict, first of all: a word, a sentence with what it rests on, and how many cases came to what. */
final class VerdictSection {
    private static final double WIDTH = 1000;
    private static final double LEAST = 6;

    private final Report report;

    VerdictSection(Report report) {
        this.report = report;
    }

    void write(Markup page) {
        Tone tone = Tone.of(report.status());
        page.open("header", "class", "verdict " + tone.style()).line();
        page.element("p", report.header(), "class", "what").line();
        String word = report.verdict();
        page.open("h1")
                .element("span", tone.sign(), "class", "sign", "aria-hidden", "true")
                .text(" " + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .close()
                .line();
        List<String> sentences = report.sentences();
        for (int i = 0; i < sentences.size(); i++) {
            page.element(
                            "p",
                            i == 0 ? withoutWord(sentences.get(i)) : sentences.get(i),
                            "class",
                            i == 0 ? "sentence" : "rests")
                    .line();
        }
        for (String warning : report.comparison().warnings()) {
            page.element("p", "Warning: " + warning, "class", "warning").line();
        }
        if (!report.comparison().cases().isEmpty()) {
            bar(page);
            counts(page);
        }
        page.close().line();
    }

    /** Every verdict that occurs has a part that can be seen, be it one case of ten thousand. */
    private void bar(Markup page) {
        double total = report.comparison().cases().size();
        page.open(
                "svg", "class", "bar", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        double x = WIDTH;
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.values()));
        Collections.reverse(verdicts);
        for (Verdict verdict : verdicts) {
            int count = report.comparison().count(verdict);
            if (count > 0 && verdict != Verdict.REPRODUCIBLE) {
                double width = Math.max(LEAST, WIDTH * count / total);
                x -= width;
                part(page, verdict, x, width);
            }
        }
        if (report.comparison().count(Verdict.REPRODUCIBLE) > 0) {
            part(page, Verdict.REPRODUCIBLE, 0, Math.max(LEAST, x));
        }
        page.close().line();
    }

    private static void part(Markup page, Verdict verdict, double x, double width) {
        page.empty("rect", "class", Tone.of(verdict).style(), "x", number(x), "width", number(width), "height", "10");
    }

    private void counts(Markup page) {
        page.open("ul", "class", "counts");
        for (Verdict verdict : Verdict.values()) {
            int count = report.comparison().count(verdict);
            Tone tone = Tone.of(verdict);
            page.open("li", "class", tone.style() + (count == 0 ? " none" : ""))
                    .element("span", tone.sign(), "class", "sign", "aria-hidden", "true")
                    .element("b", Figures.count(count))
                    .text(" " + verdict.word())
                    .close();
        }
        page.close().line();
    }

    /** The sentence as it stands elsewhere begins with the word that is the heading here. */
    private static String withoutWord(String sentence) {
        String rest = sentence.substring(sentence.indexOf(": ") + 2);
        return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
