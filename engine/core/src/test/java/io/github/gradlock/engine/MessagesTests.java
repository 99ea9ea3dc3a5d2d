package io.github.gradlock.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.CustomFunction;
import io.github.gradlock.engine.autograd.FunctionContext;
import io.github.gradlock.engine.nn.Activation;
import io.github.gradlock.engine.nn.Embedding;
import io.github.gradlock.engine.nn.Initialiser;
import io.github.gradlock.engine.nn.Linear;
import io.github.gradlock.engine.nn.Lstm;
import io.github.gradlock.engine.nn.ModuleDict;
import io.github.gradlock.engine.nn.Recurrent;
import io.github.gradlock.engine.nn.TransformerOptions;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.CtcLoss;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.optim.Adam;
import io.github.gradlock.engine.optim.RmsProp;
import io.github.gradlock.engine.optim.Sgd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a user is told who makes a common mistake: the op that was called, and Java that helps. */
class MessagesTests {
    private static final Tensor X = Tensors.of(new double[][] {{3, 1, 2}, {4, 6, 5}});
    private final Initialiser initialiser = new Initialiser(1, DType.FLOAT64);

    private static void says(String part, Executable action) {
        String message =
                String.valueOf(assertThrows(RuntimeException.class, action).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void integersReadAndWriteElements() {
        assertEquals(5, X.get(1, -1).item());
        assertArrayEquals(new double[] {4, 6, 5}, X.get(-1).toDoubleArray());
        Tensor y = X.copy().indexPut_(7, 0, -1).indexPut_(Tensors.of(new double[] {1, 2, 3}), 1);
        assertArrayEquals(new double[] {3, 1, 7, 1, 2, 3}, y.toDoubleArray());
        assertArrayEquals(
                new double[] {0, 1, 0, 0, 0, 0},
                X.copy().indexPut_(0, Index.of(X.gt(1))).toDoubleArray());
        says("too many indices for tensor of dimension 2", () -> X.get(0, 0, 0));
        says("index_put", () -> X.copy().indexPut_(Tensors.zeros(2), 1));
        assertEquals(Shape.of(2, 3), X.flatten(1).shape());
        assertEquals(Shape.of(2, 12), Tensors.zeros(2, 3, 4).flatten(1).shape());
    }

    @Test
    void hintsCanBePasted() {
        Tensor x = Tensors.scalar(2.0).requiresGrad_();
        Tensor y = x.mul(x);
        says(
                "allowUnused=true, which is GradOptions.DEFAULT.allowingUnused()",
                () -> Autograd.grad(y.mul(1), List.of(Tensors.scalar(1.0).requiresGrad_())));
        y.backward();
        says("retainGraph=true, which is GradOptions.DEFAULT.retainingGraph()", y::backward);
        says(
                "it is off now",
                () -> Autograd.noGrad(() -> {
                    x.mul(2).backward();
                    return x;
                }));
        says("class indices must be int64: target.toLong()", () -> Losses.crossEntropy(X, Tensors.zeros(2)));
        says(
                "toLongArray() reads it as it is",
                () -> Tensors.of(new long[] {1, 2}).toFloatArray());
        says("convert one: x.to(DType.FLOAT64)", () -> X.matmul(Tensors.zeros(3, 2)));
        says("shape [100000, 100000] has more elements", () -> Tensors.zeros(100000, 100000));
        says("bitwise_xor or logical_xor", () -> X.gt(1).sub(X.gt(2)));
    }

    @Test
    void theOpIsTheOneThatWasCalled() {
        Tensor far = Tensors.of(new long[] {9});
        Embedding embedding = new Embedding(3, 2, initialiser);
        says("out of bounds in embedding", () -> embedding.call(far));
        says("embedding expected an int64 index", () -> embedding.call(Tensors.zeros(1)));
        says("out of bounds in index_select", () -> X.indexSelect(0, far));
        says("masked_fill expected mask to be a bool", () -> X.maskedFill(X, 0));
        says(
                "shape mismatch in masked_fill",
                () -> X.maskedFill(Tensors.zeros(5).gt(0), 0));
        says("shape mismatch in copy_", () -> X.copy().copy_(Tensors.zeros(5)));
        says("dtype mismatch in linear", () -> new Linear(3, 2, initialiser).call(Tensors.zeros(2, 3)));
        says("max has no identity", () -> Tensors.zeros(0).max());
    }

    private static final class Scripted extends CustomFunction {
        private final boolean returnsNull;

        Scripted(boolean returnsNull) {
            this.returnsNull = returnsNull;
        }

        @Override
        @NullUnmarked
        protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return returnsNull ? null : new Tensor[] {inputs[0].mul(2)};
        }

        @Override
        protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return new Tensor[] {ctx.saved(0)};
        }
    }

    @Test
    void aCustomFunctionIsNamed() {
        Tensor x = Tensors.scalar(2.0).requiresGrad_();
        says("the forward of function Scripted returned null", () -> new Scripted(true).applyOne(x));
        Tensor y = new Scripted(false).applyOne(x);
        says("function Scripted kept 0 tensors, so there is no saved(0)", y::backward);
    }

    @Test
    @NullUnmarked
    void nullsAreNamed() {
        Linear linear = new Linear(2, 1, initialiser);
        Map<String, Tensor> state = new HashMap<>(linear.stateDict());
        state.put("bias", null);
        says("the tensor of bias is null", () -> linear.loadStateDict(state));
        says("the state is null", () -> linear.loadStateDict(null));
        Sgd sgd = new Sgd(linear.parameters(), 0.1);
        says("the state is null", () -> sgd.loadStateDict(null));
        Map<String, Tensor> rates = new HashMap<>();
        rates.put("lr.0", null);
        says("lr.0 is null", () -> sgd.loadStateDict(rates));
        says("module 'a' of ModuleDict is null", () -> new ModuleDict().put("a", null));
        says(
                "registerHook was given null",
                () -> Tensors.scalar(1.0).requiresGrad_().registerHook(null));
    }

    @Test
    void namesOfModulesAreCheckedOneByOne() {
        ModuleDict modules = new ModuleDict();
        modules.put("a", Activation.relu());
        says("must not be empty", () -> modules.put("", Activation.relu()));
        says("must not have a dot", () -> modules.put("a.b", Activation.relu()));
        says("'a' is registered already", () -> modules.put("a", Activation.relu()));
    }

    @Test
    void anOptimizerRefusesTheStateOfAnotherKind() {
        Tensor p = Tensors.of(new double[] {1, 2}).requiresGrad_();
        p.pow(2).sum().backward();
        Adam adam = Adam.adam(List.of(p), 0.1);
        adam.step();
        Sgd sgd = new Sgd(List.of(p), 0.1, 0.9);
        sgd.step();
        Adam.adamW(List.of(p), 0.1).loadStateDict(adam.stateDict());
        says("Unexpected key(s) in state_dict: \"0.exp_avg\"", () -> sgd.loadStateDict(adam.stateDict()));
        says("Missing key(s) in state_dict: \"0.exp_avg\"", () -> adam.loadStateDict(sgd.stateDict()));
        says("\"0.square_avg\"", () -> new RmsProp(List.of(p), 0.1).loadStateDict(sgd.stateDict()));
        sgd.loadStateDict(sgd.stateDict());
    }

    @Test
    void sizesAreCheckedWhenLayersAreMade() {
        says("non-positive stride is not supported", () -> ConvolutionOptions.DEFAULT.withStride(0));
        says("negative padding is not supported", () -> ConvolutionOptions.DEFAULT.withPadding(-1));
        says("in_features must not be negative, got -3", () -> new Linear(-3, 2, initialiser));
        says("hidden_size must be greater than zero", () -> new Lstm(3, -1, Recurrent.Options.DEFAULT, initialiser));
    }

    @Test
    void defaultsAreThoseOfPyTorch() {
        assertTrue(Comparisons.allClose(X, X.mul(1 + 9e-6)));
        assertFalse(Comparisons.allClose(X, X.mul(1 + 2e-5)));
        assertEquals(1, Comparisons.isClose(X, X).all().item());
        assertEquals(
                Losses.binaryCrossEntropyWithLogits(X, X, Losses.Reduction.MEAN).item(),
                Losses.binaryCrossEntropyWithLogits(X, X).item());
        assertTrue(TransformerOptions.of(4, 2, 8).toString().contains("activation=relu"));
        Linear frozen = new Linear(2, 1, initialiser);
        frozen.requiresGrad_(false);
        assertTrue(frozen.parameters().stream().noneMatch(Tensor::requiresGrad));
    }

    @Test
    void anInfiniteCtcLossHasNoGradient() {
        Tensor logs = Tensors.full(Shape.of(1, 1, 3), 800, DType.FLOAT64).requiresGrad_();
        CtcLoss.Options zeroed = new CtcLoss.Options(0, Losses.Reduction.SUM, true);
        Tensor loss = CtcLoss.ctcLoss(logs, Tensors.of(new long[] {1, 2}), new long[] {1}, new long[] {2}, zeroed);
        assertArrayEquals(
                new double[3], Autograd.grad(loss, List.of(logs)).get(0).toDoubleArray());
    }

    @Test
    void aBiasOfAnotherDtypeIsNamed() {
        says(
                "dtype mismatch in the bias of linear: lhs float32, rhs float64",
                () -> MatrixProducts.linear(Tensors.zeros(2, 3), Tensors.zeros(4, 3), Tensors.zeros(DType.FLOAT64, 4)));
    }
}
