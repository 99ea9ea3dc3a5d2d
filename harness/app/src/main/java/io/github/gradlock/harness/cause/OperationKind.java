package io.github.gradlock.harness.cause;

import java.util.Locale;
import java.util.Set;

/** Kinds of operations, by the names that PyTorch, NumPy and JAX give them. */
enum OperationKind {
    /** Elementary functions of each element. */
    FUNCTION(
            "exp",
            "exp2",
            "expm1",
            "log",
            "log2",
            "log10",
            "log1p",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "asinh",
            "acosh",
            "atanh",
            "pow",
            "cbrt",
            "erf",
            "erfc",
            "erfinv",
            "lgamma",
            "digamma",
            "sigmoid",
            "logsigmoid",
            "softplus",
            "gelu",
            "silu",
            "mish",
            "elu",
            "selu",
            "softmax",
            "log_softmax",
            "logsumexp",
            "logaddexp",
            "hypot",
            "sinc",
            "xlogy",
            "logit",
            "cross_entropy",
            "binary_cross_entropy",
            "nll_loss"),
    /** Sums of many elements into one. */
    SUM(
            "sum",
            "mean",
            "var",
            "std",
            "norm",
            "cumsum",
            "trace",
            "nansum",
            "reduce",
            "layer_norm",
            "batch_norm",
            "group_norm",
            "rms_norm",
            "logsumexp",
            "softmax",
            "log_softmax",
            "mse_loss",
            "avg_pool1d",
            "avg_pool2d"),
    /** Sums of products. */
    PRODUCT(
            "matmul",
            "mm",
            "bmm",
            "mv",
            "dot",
            "vdot",
            "inner",
            "outer",
            "addmm",
            "addmv",
            "addbmm",
            "baddbmm",
            "linear",
            "conv1d",
            "conv2d",
            "conv3d",
            "einsum",
            "tensordot",
            "addcmul",
            "addcdiv",
            "lerp",
            "fma",
            "axpy",
            "bilinear",
            "scaled_dot_product_attention"),
    /** Additions to places that indices name. */
    SCATTER(
            "index_add",
            "scatter_add",
            "scatter",
            "scatter_reduce",
            "index_put",
            "embedding",
            "embedding_bag",
            "bincount",
            "histc",
            "put",
            "index_select",
            "gather",
            "segment_sum"),
    /** Choices of one element among several. */
    CHOICE(
            "max",
            "min",
            "amax",
            "amin",
            "argmax",
            "argmin",
            "max_pool1d",
            "max_pool2d",
            "sort",
            "argsort",
            "topk",
            "median",
            "mode",
            "kthvalue",
            "relu",
            "clamp",
            "maximum",
            "minimum",
            "where",
            "cummax",
            "cummin"),
    /** Random numbers. */
    RANDOM(
            "dropout",
            "rand",
            "randn",
            "randint",
            "bernoulli",
            "normal",
            "uniform",
            "multinomial",
            "randperm",
            "rrelu",
            "gumbel_softmax",
            "alpha_dropout",
            "noise",
            "random",
            "poisson",
            "exponential");

    private final Set<String> names;

    OperationKind(String... names) {
        this.names = Set.of(names);
    }

    /** Returns whether an operation is of this kind, also its derivative and its form in place: {@code exp_backward}, {@code add_}. */
    boolean has(String op) {
        String name = op.toLowerCase(Locale.ROOT)
                .replaceFirst("^aten::", "")
                .replaceFirst("_backward$", "")
                .replaceFirst("_$", "");
        return names.contains(name);
    }
}
