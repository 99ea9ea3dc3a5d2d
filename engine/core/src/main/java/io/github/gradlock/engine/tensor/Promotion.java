package io.github.gradlock.engine.tensor;

/**
 * The dtype of a result whose operands differ, by PyTorch's rules.
 *
 * <p>Categories are ordered bool, integer, floating. A zero-dimensional tensor raises the result of tensors with dimensions only
 * if its category is higher, and a plain number only if its category is higher than that of every tensor.
 */
public final class Promotion {
    /** The floating type of numbers and of integers that have to become floating. */
    public static final DType DEFAULT_FLOATING = DType.FLOAT32;

    private Promotion() {}

    /** Returns the smallest dtype that both can be converted to. */
    public static DType promote(DType a, DType b) {
        if (a == DType.FLOAT64 || b == DType.FLOAT64) {
            return DType.FLOAT64;
        }
        if (a == DType.FLOAT32 || b == DType.FLOAT32) {
            return DType.FLOAT32;
        }
        return a == DType.INT64 || b == DType.INT64 ? DType.INT64 : DType.BOOL;
    }

    /** Returns the dtype of a result of these tensors: zero-dimensional ones count by category alone where another has dimensions. */
    public static DType resultType(Tensor... tensors) {
        DType dimensioned = DType.BOOL;
        DType scalars = DType.BOOL;
        boolean anyDimensioned = false;
        for (Tensor tensor : tensors) {
            if (tensor.rank() > 0) {
                anyDimensioned = true;
                dimensioned = promote(dimensioned, tensor.dtype());
            } else {
                scalars = promote(scalars, tensor.dtype());
            }
        }
        return anyDimensioned ? raise(dimensioned, scalars) : scalars;
    }

    /** Returns the dtype of a result of a tensor and a plain number: Long, Integer, Short and Byte are integers. */
    public static DType resultType(Tensor tensor, Number number) {
        return raise(tensor.dtype(), isInteger(number) ? DType.INT64 : DEFAULT_FLOATING);
    }

    /** Returns the dtype itself if it is floating, else the default floating type. */
    public static DType toFloating(DType dtype) {
        return dtype.isFloating() ? dtype : DEFAULT_FLOATING;
    }

    /** Returns whether a number belongs to the integer category. */
    public static boolean isInteger(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static DType raise(DType strong, DType weak) {
        return category(weak) > category(strong) ? weak : strong;
    }

    private static int category(DType dtype) {
        return dtype == DType.BOOL ? 0 : dtype == DType.INT64 ? 1 : 2;
    }
}
