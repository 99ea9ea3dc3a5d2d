package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether one side lacks a term that is a product of the inputs, or a factor that is one of them or a size.
 *
 * @param deviation of the side that is wrong
 */
record MissingFactor(Deviation deviation) {
    /** One constant is free; so many elements do not fit it by chance. */
    private static final int ENOUGH = 4;

    /** Of larger outputs the first elements that differ are looked at. */
    private static final int MOST = 4096;

    private static final int MOST_INPUTS = 5;

    Optional<String> find() {
        Double factor = constant();
        if (factor != null) {
            return named(factor).map(name -> "one side is the other times " + name);
        }
        List<double[]> inputs = inputs();
        if (deviation.differing().size() < ENOUGH || deviation.count() > MOST) {
            return Optional.empty();
        }
        for (int a = 0; a < inputs.size(); a++) {
            for (int b = a; b <= inputs.size(); b++) {
                for (int c = b; c <= inputs.size(); c++) {
                    double[] product = product(inputs, a, b, c);
                    if (product != null && isAdded(product)) {
                        return Optional.of("one side lacks a term, " + name(inputs.size(), a, b, c));
                    }
                }
            }
            if (isFactor(inputs.get(a), false) || isFactor(inputs.get(a), true)) {
                return Optional.of("one side lacks a factor, input " + (a + 1));
            }
        }
        return Optional.empty();
    }

    /** Inputs in the shape of the output; those that do not fit it are left out. */
    private List<double[]> inputs() {
        List<double[]> inputs = new ArrayList<>();
        List<Long> shape = deviation.good().shape();
        for (Values input : deviation.operation().leftInputs()) {
            Broadcast broadcast = input.isFloating() ? Broadcast.loosely(shape, input) : null;
            if (broadcast != null && inputs.size() < MOST_INPUTS) {
                double[] numbers = new double[deviation.count()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = broadcast.at(i);
                }
                inputs.add(numbers);
            }
        }
        return inputs;
    }

    /** The index behind the last input stands for one. */
    private static double @Nullable [] product(List<double[]> inputs, int... factors) {
        if (factors[1] == inputs.size() && factors[2] != inputs.size()) {
            return null;
        }
        double[] product = inputs.get(factors[0]).clone();
        for (int k = 1; k < factors.length; k++) {
            for (int i = 0; factors[k] < inputs.size() && i < product.length; i++) {
                product[i] *= inputs.get(factors[k])[i];
            }
        }
        return product;
    }

    private static String name(int inputs, int... factors) {
        StringBuilder name = new StringBuilder("input ").append(factors[0] + 1);
        for (int k = 1; k < factors.length && factors[k] < inputs; k++) {
            name.append(" times input ").append(factors[k] + 1);
        }
        return name.toString();
    }

    /** Is what was added a constant times these numbers, wherever they stand? */
    private boolean isAdded(double[] term) {
        double constant = Double.NaN;
        double best = 0;
        for (int i : deviation.differing()) {
            double precision = Math.abs(deviation.added(i)) / deviation.room(i);
            if (term[i] != 0 && precision > best) {
                best = precision;
                constant = deviation.added(i) / term[i];
            }
        }
        if (!(best > 256)) {
            return false;
        }
        int fitting = 0;
        TreeSet<Double> distinct = new TreeSet<>();
        for (int i = 0; i < deviation.count(); i++) {
            double expected = constant * term[i];
            if (!(Math.abs(deviation.added(i) - expected) <= deviation.room(i) + Math.abs(expected) / best)) {
                return false;
            }
            if (deviation.isSeen(i, expected)) {
                fitting++;
                distinct.add(term[i]);
            }
        }
        return fitting >= ENOUGH && distinct.size() >= ENOUGH;
    }

    private boolean isFactor(double[] input, boolean inverse) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (int i = 0; i < deviation.count(); i++) {
            double factor = inverse ? 1 / input[i] : input[i];
            double expected = deviation.good(i) * factor;
            if (!(Math.abs(deviation.bad(i) - expected) <= 16 * deviation.good().unitRoundoff() * Math.abs(expected))) {
                return false;
            }
            distinct.add(input[i]);
        }
        return distinct.size() >= ENOUGH;
    }

    /** Returns what every element is a multiple of, null if there is no such number or it is nearly one. */
    @Nullable
    Double constant() {
        long numbers = Arrays.stream(deviation.good().numbers())
                .filter(number -> number != 0)
                .count();
        return deviation.differing().size() == numbers ? constantWhereDiffering() : null;
    }

    /** Returns the same for the elements that differ. */
    @Nullable
    Double constantWhereDiffering() {
        double constant = Double.NaN;
        for (int i : deviation.differing()) {
            if (deviation.good(i) == 0 || deviation.bad(i) == 0) {
                if (deviation.good(i) != deviation.bad(i)) {
                    return null;
                }
                continue;
            }
            double ratio = deviation.bad(i) / deviation.good(i);
            constant = Double.isNaN(constant) ? ratio : constant;
            if (!(Math.abs(ratio / constant - 1) <= 16 * deviation.good().unitRoundoff())) {
                return null;
            }
        }
        boolean near = Math.abs(constant - 1) <= 64 * deviation.good().unitRoundoff();
        return deviation.differing().size() < 2 || Double.isNaN(constant) || near ? null : constant;
    }

    /** A factor that comes of a size, or of doing something twice, is a mistake's; of another one nothing can be said. */
    private Optional<String> named(double constant) {
        TreeSet<Long> sizes = new TreeSet<>(deviation.good().shape());
        deviation.operation().leftInputs().forEach(input -> {
            sizes.addAll(input.shape());
            sizes.add((long) input.count());
        });
        for (double direction : new double[] {constant, 1 / constant}) {
            String inverse = direction == constant ? "" : "1/";
            if (is(direction, 2)) {
                return Optional.of(inverse + "2, as if something was done twice");
            }
            for (long size : sizes) {
                if (size > 2 && (is(direction, size) || is(direction, Math.sqrt(size)))) {
                    return Optional.of("%s%d or its root, a size of its tensors".formatted(inverse, size));
                }
                if (size > 2 && (is(direction, size / (size - 1.0)) || is(direction, Math.sqrt(size / (size - 1.0))))) {
                    return Optional.of(
                            "%s(%d/%d), as of a mean of one more or less".formatted(inverse, size, size - 1));
                }
            }
        }
        return Optional.empty();
    }

    private boolean is(double constant, double meant) {
        return Math.abs(Math.abs(constant) / meant - 1) <= 64 * deviation.good().unitRoundoff();
    }
}
