package io.github.gradlock.engine.reference;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Spatial;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.op.Window.Size;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Translates calls of PyTorch's functions into calls of ours. */
final class ReferenceOps {
    private static final Map<String, Function<Call, Tensor[]>> OPS = new TreeMap<>();

    private ReferenceOps() {}

    static {
        pointwise();
        reductions();
        structure();
        networks();
    }

    static Map<String, Function<Call, Tensor[]>> all() {
        return OPS;
    }

    private static void one(String name, Function<Call, Tensor> op) {
        OPS.put(name, call -> new Tensor[] {op.apply(call)});
    }

    private static void unary(String name, UnaryOperator<Tensor> op) {
        one(name, call -> op.apply(call.x()));
    }

    private static void binary(String name, BinaryOperator<Tensor> op) {
        one(name, call -> op.apply(call.x(), call.tensor(0, "other")));
    }

    private static void pointwise() {
        unary("neg", Tensor::neg);
        unary("abs", Tensor::abs);
        unary("exp", Tensor::exp);
        unary("expm1", Tensor::expm1);
        unary("log", Tensor::log);
        unary("log1p", Tensor::log1p);
        unary("sqrt", Tensor::sqrt);
        unary("rsqrt", Tensor::rsqrt);
        unary("reciprocal", Tensor::reciprocal);
        unary("square", x -> x.pow(2));
        unary("sin", Tensor::sin);
        unary("cos", Tensor::cos);
        unary("tanh", Tensor::tanh);
        unary("sigmoid", Tensor::sigmoid);
        unary("erf", Tensor::erf);
        unary("sign", Tensor::sign);
        unary("floor", Tensor::floor);
        unary("ceil", Tensor::ceil);
        unary("round", Tensor::round);
        unary("trunc", Tensor::trunc);
        unary("clone", Tensor::copy);
        one("add", call -> call.x().add(scaled(call, "other", 0)));
        one("sub", call -> call.x().sub(scaled(call, "other", 0)));
        one(
                "rsub",
                call -> call.isTensor(0)
                        ? call.tensor(0, "other").sub(scaled(call.x(), call))
                        : Arithmetic.rsub(call.number(0, "other"), scaled(call.x(), call)));
        one(
                "mul",
                call -> call.isTensor(0)
                        ? call.x().mul(call.tensor(0, "other"))
                        : call.x().mul(call.number(0, "other")));
        one(
                "div",
                call -> call.isTensor(0)
                        ? call.x().div(call.tensor(0, "other"))
                        : call.x().div(call.number(0, "other")));
        one(
                "pow",
                call -> call.isTensor(0)
                        ? call.x().pow(call.tensor(0, "other"))
                        : call.x().pow(call.number(0, "other")));
        binary("maximum", Arithmetic::maximum);
        binary("minimum", Arithmetic::minimum);
        one("clamp_min", call -> Arithmetic.clampMin(call.x(), plainNumber(call, "min")));
        one("clamp_max", call -> Arithmetic.clampMax(call.x(), plainNumber(call, "max")));
        one("clamp", call -> {
            if (call.isTensor(0) || call.isTensor(1)) {
                throw new UnsupportedCallException("limits that are tensors");
            }
            Number low = call.number(0, "min", Double.NEGATIVE_INFINITY);
            return Arithmetic.clamp(call.x(), low, call.number(1, "max", Double.POSITIVE_INFINITY));
        });
        one("where", call -> Arithmetic.where(call.tensor(0, "condition"), call.x(), call.tensor(1, "other")));
        one("masked_fill", call -> {
            if (call.isTensor(1)) {
                return Arithmetic.where(call.tensor(0, "mask"), call.tensor(1, "value"), call.x());
            }
            return call.x().maskedFill(call.tensor(0, "mask"), call.number(1, "value"));
        });
    }

    private static Number plainNumber(Call call, String name) {
        if (call.isTensor(0)) {
            throw new UnsupportedCallException("a limit that is a tensor");
        }
        return call.number(0, name);
    }

    private static Tensor scaled(Call call, String name, int position) {
        if (!call.isTensor(position)) {
            throw new UnsupportedCallException("a number as operand");
        }
        return scaled(call.tensor(position, name), call);
    }

    private static Tensor scaled(Tensor x, Call call) {
        return call.has(-1, "alpha") ? x.mul(call.number(-1, "alpha")) : x;
    }

    private static void reductions() {
        one("sum", call -> call.x().sum(keepdim(call), call.integers(0, "dim")));
        one("mean", call -> call.x().mean(keepdim(call), call.integers(0, "dim")));
        one("amax", call -> call.x().amax(keepdim(call), call.integers(0, "dim")));
        one("amin", call -> call.x().amin(keepdim(call), call.integers(0, "dim")));
        one("var", call -> call.x().var(correction(call), keepdim(call), call.integers(0, "dim")));
        one("std", call -> call.x().std(correction(call), keepdim(call), call.integers(0, "dim")));
        one(
                "prod",
                call -> call.has(0, "dim")
                        ? call.x().prod(call.integer(0, "dim"), keepdim(call))
                        : call.x().prod());
        one("logsumexp", call -> call.x().logsumexp(keepdim(call), call.integers(0, "dim")));
        one("cumsum", call -> call.x().cumsum(call.integer(0, "dim")));
        one("norm", call -> {
            if (call.text(0, "p", "2").equals("nuc") || call.text(0, "p", "2").equals("fro")) {
                throw new UnsupportedCallException("a matrix norm");
            }
            return call.x()
                    .norm(
                            call.number(0, "p", 2).doubleValue(),
                            call.flag(2, "keepdim", false),
                            call.integers(1, "dim"));
        });
        one(
                "linalg.vector_norm",
                call -> call.x()
                        .norm(
                                call.number(0, "ord", 2).doubleValue(),
                                call.flag(2, "keepdim", false),
                                call.integers(1, "dim")));
        OPS.put("max", call -> extremum(call, true));
        OPS.put("min", call -> extremum(call, false));
        binary("matmul", Tensor::matmul);
        binary("mm", Tensor::matmul);
        binary("mv", Tensor::matmul);
        binary("dot", Tensor::matmul);
        binary("bmm", Tensor::bmm);
        binary("outer", Tensor::outer);
        one(
                "nn.functional.linear",
                call -> MatrixProducts.linear(call.x(), call.tensor(0, "weight"), call.tensorOrNull(1, "bias")));
    }

    private static boolean keepdim(Call call) {
        return call.flag(1, "keepdim", false);
    }

    private static int correction(Call call) {
        int unbiased = call.flag(-1, "unbiased", true) ? 1 : 0;
        return call.integer(-1, "correction", unbiased);
    }

    private static Tensor[] extremum(Call call, boolean max) {
        if (call.isTensor(0)) {
            Tensor other = call.tensor(0, "other");
            return new Tensor[] {max ? Arithmetic.maximum(call.x(), other) : Arithmetic.minimum(call.x(), other)};
        }
        if (!call.has(0, "dim")) {
            return new Tensor[] {max ? call.x().max() : call.x().min()};
        }
        int dim = call.integer(0, "dim");
        Reductions.Extremum found =
                max ? call.x().max(dim, keepdim(call)) : call.x().min(dim, keepdim(call));
        return new Tensor[] {found.values(), found.indices()};
    }

    private static void structure() {
        one("reshape", call -> call.x().reshape(call.sizes()));
        one("view", call -> call.x().view(call.sizes()));
        one("expand", call -> call.x().expand(call.sizes()));
        one("broadcast_to", call -> call.x().expand(call.sizes()));
        one("permute", call -> call.x().permute(call.sizes()));
        one("transpose", call -> call.x().transpose(call.integer(0, "dim0"), call.integer(1, "dim1")));
        unary("t", x -> x.rank() < 2 ? x.mul(1) : x.transpose(0, 1));
        one("squeeze", call -> {
            Tensor result = call.x();
            if (!call.has(0, "dim")) {
                return result.squeeze();
            }
            int[] dims = Arrays.stream(call.integers(0, "dim"))
                    .map(call.x().shape()::axis)
                    .sorted()
                    .toArray();
            for (int i = dims.length - 1; i >= 0; i--) {
                result = result.squeeze(dims[i]);
            }
            return result;
        });
        one("unsqueeze", call -> call.x().unsqueeze(call.integer(0, "dim")));
        one("flatten", call -> call.x().flatten(call.integer(0, "start_dim", 0), call.integer(1, "end_dim", -1)));
        one("narrow", call -> {
            int start = call.isTensor(1) ? (int) call.tensor(1, "start").item() : call.integer(1, "start");
            return call.x().narrow(call.integer(0, "dim"), start, call.integer(2, "length"));
        });
        one("select", call -> call.x().select(call.integer(0, "dim"), call.integer(1, "index")));
        one("flip", call -> call.x().flip(call.integers(0, "dims")));
        unary("flipud", x -> x.flip(0));
        unary("fliplr", x -> x.flip(1));
        one("cat", call -> Views.cat(call.all(), call.integer(0, "dim", 0)));
        one("stack", call -> Views.stack(call.all(), call.integer(0, "dim", 0)));
        one("nn.functional.pad", call -> {
            if (!call.text(1, "mode", "constant").equals("constant")) {
                throw new UnsupportedCallException("a mode of padding");
            }
            return Views.pad(call.x(), call.integers(0, "pad"), call.number(2, "value", 0));
        });
        one("gather", call -> call.x().gather(call.integer(0, "dim"), call.tensor(1, "index")));
        one("index_select", call -> call.x().indexSelect(call.integer(0, "dim"), call.tensor(1, "index")));
        one(
                "index_add",
                call -> call.x()
                        .indexAdd(
                                call.integer(0, "dim"),
                                call.tensor(1, "index"),
                                scaled(call.tensor(2, "source"), call)));
        one(
                "scatter_add",
                call -> call.x().scatterAdd(call.integer(0, "dim"), call.tensor(1, "index"), call.tensor(2, "src")));
        one("nn.functional.embedding", call -> Indexing.embedding(call.x(), call.tensor(0, "input")));
    }

    private static void networks() {
        unary("nn.functional.relu", Tensor::relu);
        one(
                "nn.functional.leaky_relu",
                call -> call.x()
                        .leakyRelu(call.number(0, "negative_slope", 0.01).doubleValue()));
        one(
                "nn.functional.gelu",
                call -> call.text(0, "approximate", "none").equals("tanh")
                        ? Activations.geluTanh(call.x())
                        : call.x().gelu());
        unary("nn.functional.silu", Tensor::silu);
        unary("nn.functional.logsigmoid", Activations::logSigmoid);
        one(
                "nn.functional.softplus",
                call -> Activations.softplus(
                        call.x(),
                        call.number(0, "beta", 1).doubleValue(),
                        call.number(1, "threshold", 20).doubleValue()));
        one("softmax", call -> call.x().softmax(call.integer(0, "dim")));
        one("log_softmax", call -> call.x().logSoftmax(call.integer(0, "dim")));
        one("nn.functional.conv2d", ReferenceOps::conv2d);
        OPS.put("nn.functional.max_pool2d", call -> {
            Tensor values = Spatial.maxPool2d(call.x(), window(call));
            if (call.flag(-1, "ceil_mode", false) || call.flag(-1, "return_indices", false)) {
                throw new UnsupportedCallException("ceil_mode or return_indices");
            }
            return new Tensor[] {values};
        });
        one("nn.functional.avg_pool2d", call -> Spatial.avgPool2d(call.x(), window(call)));
        one(
                "nn.functional.layer_norm",
                call -> Normalisations.layerNorm(
                        call.x(),
                        Shape.of(call.integers(0, "normalized_shape")),
                        call.tensorOrNull(1, "weight"),
                        call.tensorOrNull(2, "bias"),
                        call.number(3, "eps", 1e-5).doubleValue()));
        one("nn.functional.batch_norm", call -> {
            call.tensorOrNull(0, "running_mean");
            call.tensorOrNull(1, "running_var");
            call.number(-1, "momentum", 0.1);
            if (!call.flag(-1, "training", false) || call.x().rank() < 2) {
                throw new UnsupportedCallException("running statistics");
            }
            return Normalisations.batchNorm(
                    call.x(),
                    call.tensorOrNull(2, "weight"),
                    call.tensorOrNull(3, "bias"),
                    call.number(-1, "eps", 1e-5).doubleValue());
        });
        one("nn.functional.mse_loss", call -> Losses.mseLoss(call.x(), call.tensor(0, "target"), reduction(call)));
        one(
                "nn.functional.binary_cross_entropy_with_logits",
                call -> Losses.binaryCrossEntropyWithLogits(call.x(), call.tensor(0, "target"), reduction(call)));
        one("nn.functional.nll_loss", call -> Losses.nllLoss(call.x(), call.tensor(0, "target"), classes(call)));
        one(
                "nn.functional.cross_entropy",
                call -> Losses.crossEntropy(call.x(), call.tensor(0, "target"), classes(call)));
    }

    private static Tensor conv2d(Call call) {
        Tensor weight = call.tensor(0, "weight");
        Tensor bias = call.tensorOrNull(1, "bias");
        String padding = call.text(-1, "padding", "0");
        if (padding.equals("same")) {
            throw new UnsupportedCallException("padding same");
        }
        Size pad = padding.equals("valid") ? Size.of(0) : size(call.integers(-1, "padding"), 0);
        return Spatial.conv2d(
                call.x(),
                weight,
                bias,
                size(call.integers(-1, "stride"), 1),
                pad,
                size(call.integers(-1, "dilation"), 1),
                call.integer(-1, "groups", 1));
    }

    private static Window window(Call call) {
        Size kernel = size(call.integers(0, "kernel_size"), 1);
        int[] strides = call.integers(1, "stride");
        Size stride = strides.length == 0 ? kernel : size(strides, 1);
        return new Window(kernel, stride, size(call.integers(2, "padding"), 0), size(call.integers(-1, "dilation"), 1));
    }

    private static Size size(int[] values, int otherwise) {
        return switch (values.length) {
            case 0 -> Size.of(otherwise);
            case 1 -> Size.of(values[0]);
            default -> new Size(values[0], values[1]);
        };
    }

    private static Reduction reduction(Call call) {
        return Reduction.valueOf(call.text(-1, "reduction", "mean").toUpperCase(Locale.ROOT));
    }

    private static ClassOptions classes(Call call) {
        return new ClassOptions(
                call.tensorOrNull(-1, "weight"),
                call.integer(-1, "ignore_index", -100),
                call.number(-1, "label_smoothing", 0.0).doubleValue(),
                reduction(call));
    }
}
