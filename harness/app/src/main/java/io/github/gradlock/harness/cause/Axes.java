package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The axes that a sum goes over, found from the shapes before and after, and from an attribute where those leave a choice.
 *
 * @param shape of the input
 * @param reduced whether each of its dimensions is summed over
 */
record Axes(List<Long> shape, List<Boolean> reduced) {
    private static final int MOST_DIMENSIONS = 8;
    private static final int MOST_DIGITS = 4;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    static Optional<Axes> between(List<Long> input, List<Long> output, Map<String, String> attributes) {
        if (input.size() > MOST_DIMENSIONS) {
            return Optional.empty();
        }
        List<Axes> fitting = new ArrayList<>();
        for (int choice = 1; choice < 1 << input.size(); choice++) {
            List<Boolean> reduced = new ArrayList<>();
            List<Long> dropped = new ArrayList<>();
            List<Long> kept = new ArrayList<>();
            for (int axis = 0; axis < input.size(); axis++) {
                boolean sum = (choice >> axis & 1) == 1;
                reduced.add(sum);
                kept.add(sum ? 1L : input.get(axis));
                if (!sum) {
                    dropped.add(input.get(axis));
                }
            }
            if (dropped.equals(output) || kept.equals(output)) {
                fitting.add(new Axes(input, reduced));
            }
        }
        if (fitting.size() > 1) {
            TreeSet<Integer> named = named(attributes, input.size());
            fitting.removeIf(axes -> !axes.positions().equals(named));
        }
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static TreeSet<Integer> named(Map<String, String> attributes, int dimensions) {
        TreeSet<Integer> axes = new TreeSet<>();
        for (String name : List.of("axis", "axes", "dim", "dims")) {
            Matcher numbers = NUMBER.matcher(attributes.getOrDefault(name, ""));
            while (numbers.find()) {
                int axis = numbers.group().length() > MOST_DIGITS ? dimensions : Integer.parseInt(numbers.group());
                axes.add(axis < 0 ? axis + dimensions : axis);
            }
        }
        return axes;
    }

    private TreeSet<Integer> positions() {
        TreeSet<Integer> positions = new TreeSet<>();
        for (int axis = 0; axis < reduced.size(); axis++) {
            if (reduced.get(axis)) {
                positions.add(axis);
            }
        }
        return positions;
    }

    /** Returns the flat indices of the input that are added for an element of the output, in row-major order. */
    int[] sources(int element) {
        int[] strides = new int[shape.size()];
        int stride = 1;
        int terms = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.toIntExact(shape.get(axis));
            terms *= reduced.get(axis) ? Math.toIntExact(shape.get(axis)) : 1;
        }
        int start = 0;
        int left = element;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (!reduced.get(axis)) {
                int size = Math.toIntExact(shape.get(axis));
                start += left % size * strides[axis];
                left /= size;
            }
        }
        int[] sources = new int[terms];
        for (int term = 0; term < terms; term++) {
            int at = start;
            int rest = term;
            for (int axis = shape.size() - 1; axis >= 0; axis--) {
                if (reduced.get(axis)) {
                    int size = Math.toIntExact(shape.get(axis));
                    at += rest % size * strides[axis];
                    rest /= size;
                }
            }
            sources[term] = at;
        }
        return sources;
    }
}
