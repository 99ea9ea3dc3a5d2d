package io.github.gradlock.benchmark;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** Computes the elements of an operation's output from its inputs; the tape rounds them to the output's type. */
@FunctionalInterface
public interface Kernel {
    /** Returns the elements of the output, row-major. */
    double[] apply(Value... inputs);

    /** Applies a function to each element. */
    static Kernel map(DoubleUnaryOperator function) {
        return inputs -> {
            double[] result = inputs[0].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(result[i]);
            }
            return result;
        };
    }

    /** Applies a function to pairs of elements; the second operand starts again where it is shorter, as a row that is broadcast. */
    static Kernel zip(DoubleBinaryOperator function) {
        return inputs -> {
            double[] result = inputs[0].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(result[i], inputs[1].at(i % inputs[1].count()));
            }
            return result;
        };
    }

    /** Applies a function to each element and that of its row, {@code [n, m]} and {@code [n]}. */
    static Kernel zipRows(DoubleBinaryOperator function) {
        return inputs -> {
            double[] result = inputs[0].elements();
            int width = result.length / inputs[1].count();
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(result[i], inputs[1].at(i / width));
            }
            return result;
        };
    }

    /** Makes one number of all elements. */
    static Kernel total(ToDoubleFunction<double[]> function) {
        return inputs -> new double[] {function.applyAsDouble(inputs[0].elements())};
    }

    /** Makes one number of each row, {@code [n, m]} to {@code [n]}. */
    static Kernel rows(ToDoubleFunction<double[]> function) {
        return inputs -> {
            double[] result = new double[inputs[0].size(0)];
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(inputs[0].row(i));
            }
            return result;
        };
    }

    /** Makes one number of each column, {@code [n, m]} to {@code [m]}. */
    static Kernel columns(ToDoubleFunction<double[]> function) {
        return inputs -> {
            double[] result = new double[inputs[0].size(1)];
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(inputs[0].column(i));
            }
            return result;
        };
    }

    /** Makes one number of each row of the first and each column of the second operand, {@code [n, k]·[k, m]}. */
    static Kernel matmul(ToDoubleBiFunction<double[], double[]> dot) {
        return inputs -> {
            int height = inputs[0].size(0);
            int width = inputs[1].size(1);
            double[] result = new double[height * width];
            for (int j = 0; j < width; j++) {
                double[] column = inputs[1].column(j);
                for (int i = 0; i < height; i++) {
                    result[i * width + j] = dot.applyAsDouble(inputs[0].row(i), column);
                }
            }
            return result;
        };
    }
}
