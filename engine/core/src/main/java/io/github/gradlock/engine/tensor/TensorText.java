package io.github.gradlock.engine.tensor;

import java.util.function.IntFunction;

/** Writes a tensor as PyTorch does: nested brackets, and the middle left out above 1,000 elements. */
final class TensorText {
    private static final int THRESHOLD = 1000;
    private static final int EDGE = 3;
    private static final String INDENT = " ".repeat("tensor(".length());

    private final Tensor tensor;
    private final IntFunction<String> element;
    private final boolean summarise;
    private final StringBuilder text = new StringBuilder("tensor(");

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        this.element = elements(tensor);
        this.summarise = tensor.numel() > THRESHOLD;
    }

    static String of(Tensor tensor) {
        TensorText writer = new TensorText(tensor);
        writer.write(0, 0);
        if (tensor.numel() == 0 && tensor.rank() > 1) {
            writer.text.append(", size=").append(tensor.shape());
        }
        if (tensor.dtype() == DType.FLOAT64 || tensor.numel() == 0 && tensor.dtype() != DType.FLOAT32) {
            writer.text.append(", dtype=").append(tensor.dtype());
        }
        if (tensor.requiresGrad()) {
            writer.text.append(", requires_grad=True");
        }
        return writer.text.append(')').toString();
    }

    private static IntFunction<String> elements(Tensor tensor) {
        switch (tensor.dtype()) {
            case FLOAT32 -> {
                float[] values = tensor.toFloatArray();
                return i -> number(Float.toString(values[i]));
            }
            case FLOAT64 -> {
                double[] values = tensor.toDoubleArray();
                return i -> number(Double.toString(values[i]));
            }
            case INT64 -> {
                long[] values = tensor.toLongArray();
                return i -> Long.toString(values[i]);
            }
            default -> {
                boolean[] values = tensor.toBooleanArray();
                return i -> values[i] ? "True" : "False";
            }
        }
    }

    private static String number(String java) {
        return switch (java) {
            case "NaN" -> "nan";
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            default -> java.endsWith(".0") ? java.substring(0, java.length() - 1) : java.replace('E', 'e');
        };
    }

    private void write(int dim, int first) {
        if (dim == tensor.rank()) {
            text.append(tensor.numel() == 0 ? "" : element.apply(first));
            return;
        }
        int size = tensor.numel() == 0 ? 0 : tensor.size(dim);
        int step = 1;
        for (int i = dim + 1; i < tensor.rank(); i++) {
            step *= tensor.size(i);
        }
        text.append('[');
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                separate(dim);
            }
            if (summarise && i == EDGE && size > 2 * EDGE) {
                text.append("...");
                separate(dim);
                i = size - EDGE;
            }
            write(dim + 1, first + i * step);
        }
        text.append(']');
    }

    private void separate(int dim) {
        int inner = tensor.rank() - 1 - dim;
        text.append(',');
        if (inner == 0) {
            text.append(' ');
        } else {
            text.append("\n".repeat(inner)).append(INDENT).append(" ".repeat(dim + 1));
        }
    }
}
