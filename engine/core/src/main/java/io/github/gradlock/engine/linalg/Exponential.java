package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The exponential of matrices by halving, Padé's approximant of degree 13, and squaring (Higham, The Scaling and Squaring Method for
 * the Matrix Exponential Revisited, 2005). Computed in binary64, and rounded once.
 */
final class Exponential {
    /** Up to this 1-norm the approximant is exact to binary64. */
    private static final double REACH = 5.371920351148152;

    private static final double[] COEFFICIENTS = {
        64764752532480000d,
        32382376266240000d,
        7771770303897600d,
        1187353796428800d,
        129060195264000d,
        10559470521600d,
        670442572800d,
        33522128640d,
        1323241920d,
        40840800d,
        960960d,
        16380d,
        182d,
        1d
    };

    private Exponential() {}

    static Tensor of(Forward f, Tensor matrices) {
        Tensor a = f.cast(matrices, DType.FLOAT64);
        int n = a.size(-1);
        if (a.numel() == 0) {
            return f.copy(matrices);
        }
        Tensor sums = Forward.transposed(f.reduce(ReduceFunction.SUM, f.abs(Forward.transposed(a))));
        Tensor norm = f.reduce(ReduceFunction.MAX, sums);
        Tensor finite = f.where(f.unary(UnaryFunction.IS_FINITE, norm), norm, f.constant(norm, 0));
        List<Tensor> halvings = new ArrayList<>();
        Tensor halved = f.compare(BinaryFunction.GT, finite, REACH);
        Tensor small = a;
        while (f.any(halved)) {
            halvings.add(halved);
            small = f.where(halved, f.mul(small, 0.5), small);
            finite = f.mul(finite, 0.5);
            halved = f.compare(BinaryFunction.GT, finite, REACH);
        }
        Tensor result = approximant(f, small, n);
        for (Tensor wanted : halvings) {
            result = f.where(wanted, f.matmul(result, result), result);
        }
        return f.cast(result, matrices.dtype());
    }

    private static Tensor approximant(Forward f, Tensor a, int n) {
        Tensor[] powers = new Tensor[4];
        powers[0] = f.eye(a, n, n);
        powers[1] = f.matmul(a, a);
        powers[2] = f.matmul(powers[1], powers[1]);
        powers[3] = f.matmul(powers[1], powers[2]);
        Tensor odd = f.matmul(a, half(f, powers, 1));
        Tensor even = half(f, powers, 0);
        return LuFactors.of(f, f.sub(even, odd)).solve(f, f.add(even, odd), false);
    }

    /** Sums every other term: powers 8 to 12 as the sixth times smaller ones. */
    private static Tensor half(Forward f, Tensor[] powers, int first) {
        Tensor low = f.mul(powers[0], COEFFICIENTS[first]);
        Tensor high = f.mul(powers[1], COEFFICIENTS[8 + first]);
        for (int i = 1; i <= 3; i++) {
            low = f.add(low, f.mul(powers[i], COEFFICIENTS[2 * i + first]));
            high = i == 1 ? high : f.add(high, f.mul(powers[i], COEFFICIENTS[6 + 2 * i + first]));
        }
        return f.add(f.matmul(powers[3], high), low);
    }
}
