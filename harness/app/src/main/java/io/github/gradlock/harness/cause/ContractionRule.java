package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether one side rounds a product before it adds it, element by element, and the other does not. */
final class ContractionRule implements OutputRule {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    /** Each is combined with each: of more, most are no operands of one product. */
    private static final int MOST_OPERANDS = 12;

    /** A matrix of three rows is the largest of which each element is taken for an operand. */
    private static final int MOST_PARTS = 9;

    /** What some roundings of an element make. */
    private static final double FEW = 8;

    /** Elements that differ, and others, that are computed anew. */
    private static final int SAMPLED = 256;

    /** So many elements that differ do not fit one of the combinations by chance. */
    private static final int ENOUGH = 3;

    /** A free factor fits any element; so many not. */
    private static final int ENOUGH_FOR_FACTOR = 8;

    /** Operations that are one rounding, or none. */
    private static final Set<String> SINGLE =
            Set.of("sqrt", "neg", "abs", "cat", "stack", "copy", "clone", "reciprocal");

    @Override
    public void examine(Facts facts, DifferingOutput output, Collector found) {
        if (!output.left().isFloating() || output.operation().isInput()) {
            return;
        }
        if (output.differing().size() >= ENOUGH) {
            Sample sample = Sample.of(output);
            List<double[]> operands = operands(output.operation(), sample);
            List<double[]> terms = terms(operands, sample.arithmetic());
            if (isContracted(operands, terms, sample)) {
                found.add(
                        Cause.FMA,
                        Weight.CONFIRMS,
                        output.place() + " computed anew: one side is a·b + c rounded once, the other rounded twice");
                return;
            }
            Double factor = hiddenFactor(operands, terms, sample);
            if (factor != null) {
                found.add(
                        Cause.FMA,
                        Weight.POINTS_TO,
                        "%s computed anew: with a factor of %s, which the trace does not say, one side is a·b + c rounded once, the other rounded twice"
                                .formatted(output.place(), factor));
                return;
            }
        }
        if (!facts.varies() && isComposed(output) && isOfFewRoundings(output)) {
            found.add(
                    Cause.FMA,
                    Weight.FITS,
                    output.place()
                            + ": the sides differ by a few roundings, as products that are added once rounded make");
        }
    }

    /** Some elements of both sides. */
    private record Sample(
            Arithmetic arithmetic, int count, List<Long> shape, int[] places, double[] left, double[] right) {
        static Sample of(DifferingOutput output) {
            Set<Integer> differing = new HashSet<>(output.differing());
            int[] places = IntStream.concat(
                            output.differing().stream().mapToInt(i -> i).limit(SAMPLED),
                            IntStream.range(0, output.left().count())
                                    .filter(i -> !differing.contains(i))
                                    .limit(SAMPLED))
                    .toArray();
            return new Sample(
                    output.left().arithmetic(),
                    output.left().count(),
                    output.left().shape(),
                    places,
                    at(output.left(), places, i -> i),
                    at(output.right(), places, i -> i));
        }

        static double[] at(Values values, int[] places, IntUnaryOperator index) {
            return IntStream.of(places)
                    .mapToDouble(place -> values.numbers()[index.applyAsInt(place)])
                    .toArray();
        }
    }

    /** Returns what may be multiplied or added, at the sampled places; numbers of the attributes among them. */
    private static List<double[]> operands(Operation operation, Sample sample) {
        List<double[]> operands = new ArrayList<>();
        for (Values input : operation.leftInputs()) {
            if (!input.isFloating()) {
                continue;
            }
            Broadcast broadcast = Broadcast.loosely(sample.shape(), input);
            int parts = input.count() / sample.count();
            if (broadcast != null) {
                operands.add(
                        Sample.at(input, sample.places(), place -> broadcast.places()[place]));
            } else if (parts <= MOST_PARTS && parts * sample.count() == input.count()) {
                for (int part = 0; part < parts; part++) {
                    int offset = part;
                    operands.add(Sample.at(input, sample.places(), place -> place * parts + offset));
                }
            }
        }
        for (String text : operation.attributes().values()) {
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                double constant = sample.arithmetic().round(Double.parseDouble(text));
                operands.add(IntStream.of(sample.places())
                        .mapToDouble(place -> constant)
                        .toArray());
            }
        }
        return operands.subList(0, Math.min(MOST_OPERANDS, operands.size()));
    }

    /** Returns what may be added: operands, and products of two of them, with either sign. */
    private static List<double[]> terms(List<double[]> operands, Arithmetic arithmetic) {
        List<double[]> terms = new ArrayList<>(operands);
        for (int i = 0; i < operands.size(); i++) {
            for (int j = i; j < operands.size(); j++) {
                double[] a = operands.get(i);
                double[] b = operands.get(j);
                terms.add(IntStream.range(0, a.length)
                        .mapToDouble(k -> arithmetic.round(a[k] * b[k]))
                        .toArray());
            }
        }
        List.copyOf(terms)
                .forEach(term ->
                        terms.add(Arrays.stream(term).map(number -> -number).toArray()));
        return terms;
    }

    private static boolean isContracted(List<double[]> operands, List<double[]> terms, Sample sample) {
        return terms.stream()
                .anyMatch(c ->
                        operands.stream().anyMatch(a -> operands.stream().anyMatch(b -> gives(a, b, c, sample))));
    }

    private static @Nullable Double hiddenFactor(List<double[]> operands, List<double[]> terms, Sample sample) {
        for (double[] c : terms) {
            for (double[] a : operands) {
                long factors = Arrays.stream(a).filter(number -> number != 0).count();
                if (factors >= ENOUGH_FOR_FACTOR) {
                    for (double factor : new HiddenFactor(a, c, sample.left(), sample.arithmetic()).candidates()) {
                        if (gives(a, new double[] {factor}, c, sample)) {
                            return factor;
                        }
                    }
                }
            }
        }
        return null;
    }

    /** A product may be subtracted as well. */
    private static boolean gives(double[] a, double[] b, double[] c, Sample sample) {
        return gives(1, a, b, c, sample.left(), sample.right(), sample.arithmetic())
                || gives(1, a, b, c, sample.right(), sample.left(), sample.arithmetic())
                || gives(-1, a, b, c, sample.left(), sample.right(), sample.arithmetic())
                || gives(-1, a, b, c, sample.right(), sample.left(), sample.arithmetic());
    }

    private static boolean gives(
            double sign, double[] a, double[] b, double[] c, double[] fused, double[] rounded, Arithmetic arithmetic) {
        for (int i = 0; i < fused.length; i++) {
            double x = sign * a[i];
            double y = b[i % b.length];
            double once = arithmetic.fma(x, y, c[i]);
            double twice = arithmetic.round(arithmetic.round(x * y) + c[i]);
            // As bits, so that zeros of unlike sign are not the same.
            if (Double.doubleToLongBits(once) != Double.doubleToLongBits(fused[i])
                    || Double.doubleToLongBits(twice) != Double.doubleToLongBits(rounded[i])) {
                return false;
            }
        }
        return true;
    }

    /** An operation of several roundings, which is neither a single elementary function nor a sum, of which other rules know more. */
    private static boolean isComposed(DifferingOutput output) {
        String op = output.operation().op();
        boolean known = output.definition()
                .filter(meaning -> meaning.isMetBy(output.left()) || meaning.isMetBy(output.right()))
                .isPresent();
        return output.operation().step() > 0
                && output.reduction().isEmpty()
                && !(known
                        && output.operation().leftInputs().size() < 3
                        && OpName.of(op).equals(OpName.forward(op)))
                && !SINGLE.contains(OpName.of(op))
                && !OperationKind.SUM.has(op)
                && !OperationKind.CHOICE.has(op)
                && !OperationKind.SCATTER.has(op)
                && !OperationKind.RANDOM.has(op)
                && (!OperationKind.FUNCTION.has(op) || OpName.of(op).endsWith("_backward"));
    }

    private static boolean isOfFewRoundings(DifferingOutput output) {
        Values left = output.left();
        Values right = output.right();
        double scale = left.scale();
        return output.differing().stream().allMatch(i -> {
            double a = left.numbers()[i];
            double b = right.numbers()[i];
            double room = Math.max(FEW * Math.max(Math.abs(a), Math.abs(b)), scale);
            return a != b && Math.abs(a - b) <= 2 * left.unitRoundoff() * room;
        });
    }
}
