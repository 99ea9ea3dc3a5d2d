package io.github.gradlock.harness.report;

import io.github.gradlock.harness.cause.Cause;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Element;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.PairDifference;
import io.github.gradlock.harness.diff.Policy;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.diff.Scalar;
import io.github.gradlock.harness.diff.TensorDifference;
import io.github.gradlock.harness.diff.UlpHistogram;
import io.github.gradlock.harness.diff.Variation;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.harness.explain.CaseExplanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines that tell a person what was found of one case. */
final class CaseText {
    private static final int TENSORS = 3;

    /** Environments of one side that are all named. */
    private static final int NAMES = 12;

    private static final int FIRST_NAMES = 4;
    private static final int PAIRS = 3;
    private static final int ELEMENTS = 2;
    private static final String SEPARATOR = "  ·  ";

    private final CaseResult result;
    private final List<String> lines = new ArrayList<>();

    private CaseText(CaseResult result) {
        this.result = result;
    }

    /** Returns one line or more, the first of them with the case's name, the others indented. */
    static List<String> of(CaseResult result, @Nullable CaseExplanation explanation) {
        CaseText text = new CaseText(result);
        text.variations();
        text.differences();
        if (explanation != null) {
            text.explain(explanation);
        }
        text.findings();
        return text.lines.stream().map(Figures::plain).toList();
    }

    /** Writes cases of which the same findings are all that can be said. */
    static List<String> ofAll(List<CaseResult> alike) {
        CaseText text = new CaseText(alike.get(0));
        String cases = Figures.count(alike.size(), "case");
        for (Finding finding : alike.get(0).findings()) {
            text.lines.add((text.lines.isEmpty() ? text.word() + "  " + cases + SEPARATOR : "  ") + finding.message());
        }
        String names = shown(alike).stream().map(CaseResult::id).collect(Collectors.joining(", "));
        int more = alike.size() - TENSORS;
        text.lines.add("  " + names + (more > 0 ? " and " + Figures.count(more) + " more" : ""));
        return text.lines.stream().map(Figures::plain).toList();
    }

    /** A cause is named where there is one to name: of what nothing is known, nothing is said here. */
    private void explain(CaseExplanation explanation) {
        if (explanation.localisation() != null) {
            lines.add("  first divergence: " + explanation.localisation().text());
        }
        explanation.unnamedFactors().forEach(known -> lines.add("  " + known));
        if (explanation.diagnosis().likely().get(0).cause() != Cause.UNKNOWN) {
            boolean likely = explanation.diagnosis().likely().get(0).isLikely();
            lines.add((likely ? "  likely causes: " : "  possible causes: ")
                    + explanation.diagnosis().text());
        }
    }

    private void variations() {
        for (Variation variation : shown(result.variations())) {
            head(
                    variation.tensor(),
                    "%d values in %d executions of %s"
                            .formatted(variation.distinct(), variation.executions(), variation.environment()));
            lines.add("  first seen at restart %d, iteration %d".formatted(variation.restart(), variation.iteration()));
            pattern(variation);
            if (variation.difference() == null) {
                lines.add("  in one execution it is missing, or of another type or shape");
            } else {
                lines.add("  " + measures(List.of(variation.difference())));
                elements(variation.difference());
            }
        }
        more(result.variations().size(), "tensor varies", "tensors vary");
    }

    /** The order of the values, and what it cannot be told from. */
    private void pattern(Variation variation) {
        RepetitionPattern pattern = variation.pattern();
        // Processes under unlike conditions differ for other reasons than those of one condition do.
        lines.add("  " + (variation.stress() == null ? pattern.text() : pattern.order()));
        if (!pattern.isCertain()) {
            lines.add("  " + pattern.doubt());
        }
        if (pattern.possible().contains(RepetitionPattern.Kind.OBSERVER)) {
            lines.add("  gradlock run --no-trace tells: if all executions then agree, recording changes its bits");
        }
        if (variation.stress() != null) {
            lines.add("  " + variation.stress().text());
        }
    }

    private void differences() {
        for (TensorDifference difference : shown(result.differences())) {
            head(difference.tensor(), measures(difference.pairs()));
            // Elements of the first tensor stand for those of the others.
            if (difference == result.differences().get(0)) {
                spread(difference.pairs());
                difference.pairs().stream().limit(PAIRS).forEach(this::elements);
                if (difference.pairs().size() > PAIRS) {
                    lines.add(
                            "  … and %d more pairs".formatted(difference.pairs().size() - PAIRS));
                }
            }
            if (isAnothers(difference)) {
                lines.add("  " + sides(difference.classes()));
            }
        }
        more(result.differences().size(), "tensor differs", "tensors differ");
    }

    /** Whether the environments stand otherwise than with the tensor before, so that they are named again. */
    private boolean isAnothers(TensorDifference difference) {
        int at = result.differences().indexOf(difference);
        return at == 0 || !result.differences().get(at - 1).classes().equals(difference.classes());
    }

    private void findings() {
        boolean first = lines.isEmpty();
        for (Finding finding : result.findings()) {
            lines.add(first ? word() + "  " + result.id() + SEPARATOR + finding.message() : "  " + finding.message());
            first = false;
        }
    }

    /** The first tensor stands beside the case's name, each further one on a line of its own. */
    private void head(String tensor, String text) {
        String start = lines.isEmpty() ? word() + "  " + result.id() + SEPARATOR : "  ";
        lines.add(start + tensor + SEPARATOR + text);
    }

    private String word() {
        return result.verdict() == Verdict.WITHIN_POLICY
                ? "ALLOWED"
                : result.verdict() == Verdict.INCOMPLETE ? "INCOMPLETE" : "FAILED";
    }

    /** The greatest of each measure over all pairs, which need not be of one pair. */
    private String measures(List<PairDifference> pairs) {
        long mismatched = greatest(pairs, PairDifference::mismatched);
        StringBuilder text = new StringBuilder("%s%s of %s"
                .formatted(
                        pairs.size() > 1 ? "up to " : "",
                        Figures.count(mismatched),
                        Figures.count(pairs.get(0).total(), "element")));
        text.append(mismatched == 1 ? " differs" : " differ");
        distance(pairs)
                .ifPresent(distance -> text.append(SEPARATOR + "max ")
                        .append(distance)
                        .append(", allowed ")
                        .append(result.policy().allowed()));
        special(text, greatest(pairs, PairDifference::nanMismatches), "NaN on one side");
        special(text, greatest(pairs, PairDifference::infinityMismatches), "infinite on one side or of unlike sign");
        special(text, greatest(pairs, PairDifference::signedZeroMismatches), "zero of unlike sign");
        long beyond = greatest(pairs, PairDifference::beyondPolicy);
        if (!result.policy().equals(Policy.BITWISE) && beyond > 0) {
            text.append(SEPARATOR + Figures.count(beyond) + " beyond the policy");
        }
        return text.toString();
    }

    private static long greatest(List<PairDifference> pairs, ToLongFunction<PairDifference> measure) {
        return pairs.stream().mapToLong(measure).max().orElse(0);
    }

    private static Optional<String> distance(List<PairDifference> pairs) {
        Optional<String> ulps = pairs.stream()
                .map(PairDifference::maxUlp)
                .filter(Objects::nonNull)
                .map(PairDifference.UlpExtreme::ulps)
                // Where NaN and signs of zeros alone differ there is no distance, and 0 would read as none that
                // matters.
                .filter(most -> most != 0)
                .max(Long::compareUnsigned)
                .map(most -> Figures.grouped(most) + " ulp");
        return ulps.isPresent()
                ? ulps
                : pairs.stream()
                        .map(PairDifference::maxAbs)
                        .filter(Objects::nonNull)
                        .map(PairDifference.Extreme::value)
                        .max(Double::compare)
                        .map(most -> "|a−b| " + Figures.number(most));
    }

    /** Where more elements differ than are shown, a line says how far apart most of them are, in the pair with the most. */
    private void spread(List<PairDifference> pairs) {
        PairDifference pair = pairs.stream()
                .max(Comparator.comparingLong(PairDifference::mismatched))
                .orElseThrow();
        UlpHistogram ulps = pair.ulps();
        Double bits = pair.significantBits();
        if (pair.mismatched() > pair.first().size() && ulps != null && ulps.total() > 0 && bits != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  half of them within %s ulp, 99 %% within %s%s%.1f significant bits kept%s",
                    Figures.grouped(pair.ulpPercentile(50)),
                    Figures.grouped(pair.ulpPercentile(99)),
                    SEPARATOR,
                    bits,
                    pairs.size() == 1 ? "" : " (" + pair.left() + " and " + pair.right() + ")"));
        }
    }

    private static void special(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(SEPARATOR + Figures.count(count) + " " + what);
        }
    }

    private void elements(PairDifference pair) {
        List<Element> shown =
                pair.first().subList(0, Math.min(ELEMENTS, pair.first().size()));
        int names = Math.max(pair.left().length(), pair.right().length());
        int places = shown.stream()
                .mapToInt(element -> element.place().length())
                .max()
                .orElse(0);
        int decimals = shown.stream()
                .flatMap(element -> Stream.of(element.left(), element.right()))
                .mapToInt(value -> value.decimal().length())
                .max()
                .orElse(0);
        for (Element element : shown) {
            String place = "  at " + pad(element.place(), places) + "   ";
            lines.add(place + value(pair.left(), names, element.left(), decimals));
            lines.add(" ".repeat(place.length()) + value(pair.right(), names, element.right(), decimals));
        }
    }

    private static String value(String name, int width, Scalar value, int decimals) {
        return pad(name, width) + "   " + pad(value.decimal(), decimals) + "  " + value.hex();
    }

    /** {@code agree: a, b   agree: c, d   apart: e, f}: an environment that is apart agrees with no other. */
    static String sides(List<List<String>> classes) {
        List<String> sides = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        for (List<String> members : classes) {
            if (members.size() > 1) {
                sides.add("agree: " + names(members));
            } else {
                apart.addAll(members);
            }
        }
        if (!apart.isEmpty()) {
            sides.add("apart: " + names(apart));
        }
        return String.join("        ", sides);
    }

    /** All of them where a line can hold them; --json and the page always do. */
    private static String names(List<String> environments) {
        return environments.size() <= NAMES
                ? String.join(", ", environments)
                : String.join(", ", environments.subList(0, FIRST_NAMES)) + " and "
                        + (environments.size() - FIRST_NAMES) + " more";
    }

    private static <T> List<T> shown(List<T> all) {
        return all.subList(0, Math.min(TENSORS, all.size()));
    }

    private void more(int all, String one, String many) {
        if (all > TENSORS) {
            lines.add("  … and %d more %s".formatted(all - TENSORS, all == TENSORS + 1 ? one : many));
        }
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
