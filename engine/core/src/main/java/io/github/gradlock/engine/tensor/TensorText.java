package io.github.gradlock.engine.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes a tensor as PyTorch does: nested brackets, aligned columns of four decimals, lines of 80 characters, and above 1,000
 * elements the first and last three of each dimension alone. The bits are for {@code toFloatArray} and its like.
 */
final class TensorText {
    private static final int THRESHOLD = 1000;
    private static final int EDGE = 3;
    private static final int LINE_WIDTH = 80;
    private static final String PREFIX = "tensor(";

    private final Tensor tensor;
    private final boolean summarise;
    private final IntFunction<String> element;
    private final int width;

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        summarise = tensor.numel() > THRESHOLD;
        if (tensor.dtype().isFloating()) {
            double[] values = floating(tensor);
            ElementText form = ElementText.forFloating(
                    shown().stream().mapToDouble(i -> values[i]).toArray());
            width = form.width();
            element = i -> form.of(values[i]);
        } else {
            String[] texts = words(tensor);
            width = shown().stream().mapToInt(i -> texts[i].length()).max().orElse(1);
            element = i -> ElementText.aligned(texts[i], width);
        }
    }

    static String of(Tensor tensor) {
        String elements = tensor.numel() == 0 ? "[]" : new TensorText(tensor).write(0, 0, PREFIX.length());
        return PREFIX + withSuffixes(elements, suffixes(tensor));
    }

    private static double[] floating(Tensor tensor) {
        if (tensor.dtype() == DType.FLOAT64) {
            return tensor.toDoubleArray();
        }
        float[] floats = tensor.toFloatArray();
        double[] values = new double[floats.length];
        Arrays.setAll(values, i -> floats[i]);
        return values;
    }

    private static String[] words(Tensor tensor) {
        String[] words = new String[tensor.numel()];
        if (tensor.dtype() == DType.INT64) {
            long[] values = tensor.toLongArray();
            Arrays.setAll(words, i -> Long.toString(values[i]));
        } else {
            boolean[] values = tensor.toBooleanArray();
            Arrays.setAll(words, i -> values[i] ? "True" : "False");
        }
        return words;
    }

    /** Returns the row-major indices of the elements that are not left out. */
    private List<Integer> shown() {
        List<Integer> shown = List.of(0);
        for (int size : tensor.shape().sizes()) {
            List<Integer> next = new ArrayList<>();
            for (int first : shown) {
                for (int i : indices(size)) {
                    if (i >= 0) {
                        next.add(first * size + i);
                    }
                }
            }
            shown = next;
        }
        return shown;
    }

    /** Returns the indices of a dimension that are shown, with -1 for those left out. */
    private int[] indices(int size) {
        int[] indices = new int[summarise && size > 2 * EDGE ? 2 * EDGE + 1 : size];
        int left = size - indices.length;
        Arrays.setAll(indices, i -> left > 0 && i == EDGE ? -1 : left > 0 && i > EDGE ? i + left : i);
        return indices;
    }

    private String write(int dim, int first, int indent) {
        if (dim == tensor.rank()) {
            return element.apply(first);
        }
        int size = tensor.size(dim);
        if (dim == tensor.rank() - 1) {
            return vector(first * size, size, indent);
        }
        List<String> slices = new ArrayList<>();
        for (int i : indices(size)) {
            slices.add(i < 0 ? "..." : write(dim + 1, first * size + i, indent + 1));
        }
        String separator = "," + "\n".repeat(tensor.rank() - 1 - dim) + " ".repeat(indent + 1);
        return "[" + String.join(separator, slices) + "]";
    }

    private String vector(int first, int size, int indent) {
        int perLine = Math.max(1, (LINE_WIDTH - indent) / (width + 2));
        StringBuilder text = new StringBuilder("[");
        int count = 0;
        for (int i : indices(size)) {
            if (count > 0) {
                text.append(count % perLine == 0 ? ",\n" + " ".repeat(indent + 1) : ", ");
            }
            text.append(i < 0 ? " ..." : element.apply(first + i));
            count++;
        }
        return text.append(']').toString();
    }

    private static List<String> suffixes(Tensor tensor) {
        List<String> suffixes = new ArrayList<>();
        if (tensor.device() != Device.CPU) {
            suffixes.add("device='" + tensor.device().name() + "'");
        }
        if (tensor.numel() == 0 && tensor.rank() != 1) {
            suffixes.add("size=" + tensor.shape().toString().replace('[', '(').replace(']', ')'));
        }
        if (tensor.dtype() == DType.FLOAT64 || tensor.numel() == 0 && tensor.dtype() != DType.FLOAT32) {
            suffixes.add("dtype=" + tensor.dtype());
        }
        AutogradMeta meta = tensor.autograd();
        String function = meta == null ? null : meta.gradFnText();
        if (function != null) {
            suffixes.add("grad_fn=" + function);
        } else if (tensor.requiresGrad()) {
            suffixes.add("requires_grad=True");
        }
        return suffixes;
    }

    private static String withSuffixes(String elements, List<String> suffixes) {
        StringBuilder text = new StringBuilder(elements);
        int lineLength = elements.length() - elements.lastIndexOf('\n') + 1;
        for (String suffix : suffixes) {
            if (lineLength + suffix.length() + 2 > LINE_WIDTH) {
                text.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
                lineLength = PREFIX.length() + suffix.length();
            } else {
                text.append(", ").append(suffix);
                lineLength += suffix.length() + 2;
            }
        }
        return text.append(')').toString();
    }
}
