package io.github.gradlock.engine.kernel.cuda;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which functions are defined for which dtypes: the reference says it, and refuses what is not, in its own words. */
final class Definitions {
    private static final Shape NOTHING = Shape.of(0);

    private final Kernels reference = Providers.reference(1);
    private final Set<Object> defined = ConcurrentHashMap.newKeySet();

    private record Use(Object function, DType dtype) {}

    void check(UnaryFunction function, DType dtype) {
        Use use = new Use(function, dtype);
        if (!defined.contains(use)) {
            reference.unary(function, nothing(dtype), nothing(function.isPredicate() ? DType.BOOL : dtype));
            defined.add(use);
        }
    }

    void check(BinaryFunction function, DType dtype) {
        Use use = new Use(function, dtype);
        if (!defined.contains(use)) {
            DType result = function.isPredicate() ? DType.BOOL : dtype;
            reference.binary(function, nothing(dtype), nothing(dtype), nothing(result));
            defined.add(use);
        }
    }

    private Tensor nothing(DType dtype) {
        return reference.zeros(NOTHING, dtype);
    }
}
