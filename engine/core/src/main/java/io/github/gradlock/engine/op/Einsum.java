package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One einsum, ready to be computed: every dimension has a label, those of the ellipsis included.
 *
 * @param operands labels of each operand's dimensions
 * @param labels all labels, those of the output first
 * @param output how many labels the output has
 */
record Einsum(List<List<Integer>> operands, List<Integer> labels, int output) {
    static Einsum of(String equation, Tensor... operands) {
        EinsumEquation parsed = EinsumEquation.parse(equation);
        if (parsed.operands().size() != operands.length) {
            throw new IllegalArgumentException("einsum: the equation \"" + equation + "\" has "
                    + parsed.operands().size() + " operands, but " + operands.length + " were provided");
        }
        int broadcast = 0;
        for (int i = 0; i < operands.length; i++) {
            broadcast = Math.max(broadcast, unnamed(i, parsed.operands().get(i), operands[i].shape()));
            if (operands[i].dtype() != operands[0].dtype()) {
                throw Operands.mismatch("einsum", operands[0].dtype(), operands[i].dtype());
            }
        }
        List<List<Integer>> labelled = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            int count = unnamed(i, parsed.operands().get(i), operands[i].shape());
            labelled.add(expanded(parsed.operands().get(i), broadcast - count, broadcast));
        }
        List<Integer> output = output(equation, parsed, broadcast);
        checkSizes(labelled, operands);
        List<Integer> labels = new ArrayList<>(output);
        for (List<Integer> each : labelled) {
            each.stream().filter(label -> !labels.contains(label)).forEach(labels::add);
        }
        return new Einsum(labelled, labels, output.size());
    }

    /** Returns how many dimensions the ellipsis of an operand stands for. */
    private static int unnamed(int operand, List<Integer> subscripts, Shape shape) {
        boolean ellipsis = subscripts.contains(EinsumEquation.ELLIPSIS);
        int rest = shape.rank() - subscripts.size() + (ellipsis ? 1 : 0);
        if (rest < 0 || rest > 0 && !ellipsis) {
            throw new IllegalArgumentException("einsum: the number of subscripts in the equation, "
                    + (subscripts.size() - (ellipsis ? 1 : 0)) + ", does not match the dimensions of operand " + operand
                    + ", shape " + shape + (ellipsis ? "" : ", and no ellipsis was given"));
        }
        return rest;
    }

    /** Gives the dimensions of the ellipsis labels of their own, aligned at the last one. */
    private static List<Integer> expanded(List<Integer> subscripts, int first, int end) {
        List<Integer> labels = new ArrayList<>();
        for (int subscript : subscripts) {
            if (subscript != EinsumEquation.ELLIPSIS) {
                labels.add(subscript);
            } else {
                for (int i = first; i < end; i++) {
                    labels.add(EinsumEquation.ELLIPSIS + i);
                }
            }
        }
        return labels;
    }

    private static List<Integer> output(String equation, EinsumEquation parsed, int broadcast) {
        int[] counts = new int[EinsumEquation.ELLIPSIS + 1];
        parsed.operands().forEach(each -> each.forEach(subscript -> counts[subscript]++));
        List<Integer> subscripts = new ArrayList<>();
        if (parsed.output() == null) {
            subscripts.add(EinsumEquation.ELLIPSIS);
            for (int letter = 0; letter < EinsumEquation.ELLIPSIS; letter++) {
                if (counts[letter] == 1) {
                    subscripts.add(letter);
                }
            }
        } else {
            for (int subscript : parsed.output()) {
                if (subscripts.contains(subscript)) {
                    throw new IllegalArgumentException("einsum: output subscript " + EinsumEquation.letter(subscript)
                            + " appears more than once in the output of \"" + equation + "\"");
                }
                if (subscript != EinsumEquation.ELLIPSIS && counts[subscript] == 0) {
                    throw new IllegalArgumentException("einsum: output subscript " + EinsumEquation.letter(subscript)
                            + " does not appear in the equation for any input operand: \"" + equation + "\"");
                }
                subscripts.add(subscript);
            }
        }
        return expanded(subscripts, 0, broadcast);
    }

    private static void checkSizes(List<List<Integer>> labelled, Tensor... operands) {
        int[] sizes = new int[EinsumEquation.ELLIPSIS + maxRank(operands)];
        Arrays.fill(sizes, 1);
        for (int i = 0; i < operands.length; i++) {
            List<Integer> labels = labelled.get(i);
            for (int axis = 0; axis < labels.size(); axis++) {
                int label = labels.get(axis);
                int size = operands[i].size(axis);
                int first = labels.indexOf(label);
                if (size != operands[i].size(first) || size != 1 && sizes[label] != 1 && size != sizes[label]) {
                    throw new IllegalArgumentException("einsum: subscript " + EinsumEquation.letter(label)
                            + " has size " + size + " for operand " + i + ", shape " + operands[i].shape()
                            + ", which does not fit the size " + (first < axis ? operands[i].size(first) : sizes[label])
                            + " seen before");
                }
                sizes[label] = sizes[label] == 1 ? size : sizes[label];
            }
        }
    }

    private static int maxRank(Tensor... operands) {
        return Arrays.stream(operands).mapToInt(Tensor::rank).max().orElse(0);
    }

    /** Contracts from left to right, each label at the last operand that has it. */
    Tensor contract(Tensor... tensors) {
        Tensor result = aligned(tensors[0], operands.get(0));
        if (tensors.length == 1) {
            result = summed(result, last(0));
        }
        for (int i = 1; i < tensors.length; i++) {
            result = PairProduct.of(result, aligned(tensors[i], operands.get(i)), i == 1 ? lastUpTo(1) : last(i));
        }
        return Views.reshape(result, Shape.of(Arrays.copyOf(result.shape().sizes(), output)));
    }

    private static Tensor summed(Tensor x, List<Integer> axes) {
        return axes.isEmpty() ? x : Reductions.sum(x, true, Axes.ints(axes));
    }

    /** Returns the contracted axes that no operand after the i-th one has, and the i-th one has. */
    private List<Integer> last(int i) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = output; axis < labels.size(); axis++) {
            int label = labels.get(axis);
            boolean later = operands.subList(i + 1, operands.size()).stream().anyMatch(each -> each.contains(label));
            if (!later && operands.get(i).contains(label)) {
                axes.add(axis);
            }
        }
        return axes;
    }

    private List<Integer> lastUpTo(int i) {
        List<Integer> axes = new ArrayList<>();
        for (int operand = 0; operand <= i; operand++) {
            axes.addAll(last(operand));
        }
        return axes;
    }

    /** Takes diagonals, and orders the dimensions as the labels are, with size 1 for those that are missing. */
    private Tensor aligned(Tensor tensor, List<Integer> own) {
        Tensor x = tensor;
        List<Integer> left = new ArrayList<>(own);
        for (int axis = repeated(left); axis >= 0; axis = repeated(left)) {
            int label = left.get(axis);
            int again = left.lastIndexOf(label);
            x = diagonal(x, axis, again);
            left.remove(again);
            left.remove(axis);
            left.add(label);
        }
        List<Integer> order = new ArrayList<>();
        int[] sizes = new int[labels.size()];
        for (int i = 0; i < sizes.length; i++) {
            int axis = left.indexOf(labels.get(i));
            sizes[i] = axis < 0 ? 1 : x.size(axis);
            if (axis >= 0) {
                order.add(axis);
            }
        }
        return Views.reshape(Views.permute(x, Axes.ints(order)), Shape.of(sizes));
    }

    /** Returns the first axis whose label comes again, or -1. */
    private static int repeated(List<Integer> labels) {
        for (int axis = 0; axis < labels.size(); axis++) {
            if (labels.lastIndexOf(labels.get(axis)) > axis) {
                return axis;
            }
        }
        return -1;
    }

    /** Puts the diagonal of two dimensions last, in place of the two. */
    private static Tensor diagonal(Tensor x, int first, int second) {
        int size = x.size(first);
        int[] order = Axes.of("einsum", x.shape(), first, second).last();
        Tensor square = Views.flatten(Views.permute(x, order), x.rank() - 2, x.rank() - 1);
        return Views.slice(square, -1, 0, size * size, size + 1);
    }
}
