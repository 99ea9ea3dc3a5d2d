package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;

import io.github.gradlock.engine.autograd.Checkpoint;
import io.github.gradlock.engine.autograd.CustomFunction;
import io.github.gradlock.engine.autograd.FunctionContext;
import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.tensor.Tensor;

/** Samples of what the graph itself can do: changes in place, of views too, custom functions and checkpoints. */
final class GraphSamples {
    private GraphSamples() {}

    static void addTo(SampleList s) {
        s.smooth("add_", x -> square(x[0]).add_(x[1].mul(x[0])), any(2, 2), any(2, 2));
        s.smooth("mul_", x -> square(x[0]).mul_(x[1]).div_(x[2]), any(3), any(3), positive(3));
        s.smooth("copy_.view", GraphSamples::overwritten, any(2, 3), any(3));
        s.smooth("mul_.view", GraphSamples::multiplied, any(3, 2), any(2));
        s.smooth("zero_.view", GraphSamples::zeroed, any(2, 3));
        s.smooth("exp_", x -> square(x[0]).exp_().sin_(), InputSpec.uniform(-1, 1, 3));
        s.smooth("custom_function", x -> new Product(3).applyOne(x[0], x[1].sin()), any(2, 2), any(2, 2));
        s.smooth("checkpoint", x -> square(Checkpoint.apply((a, b) -> a.mul(b).sin(), x[0], x[1])), any(2), any(2));
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static Tensor overwritten(Tensor... x) {
        Tensor whole = square(x[0]);
        Tensor before = whole.select(1, 0);
        whole.select(0, 1).copy_(square(x[1]));
        return square(whole.mul(before.unsqueeze(1)));
    }

    private static Tensor multiplied(Tensor... x) {
        Tensor whole = square(x[0]);
        whole.transpose(0, 1).narrow(1, 1, 2).select(1, 0).mul_(x[1]);
        return square(whole);
    }

    private static Tensor zeroed(Tensor... x) {
        Tensor whole = square(x[0]);
        whole.select(0, 0).zero_();
        return square(whole.add(x[0]));
    }

    /** A multiple of {@code a² b}, with a derivative written by hand. */
    private static final class Product extends CustomFunction {
        private final int factor;

        Product(int factor) {
            this.factor = factor;
        }

        @Override
        protected Tensor[] forward(FunctionContext ctx, Tensor... x) {
            ctx.saveForBackward(x[0], x[1]);
            return new Tensor[] {x[0].mul(x[0]).mul(x[1]).mul(factor)};
        }

        @Override
        protected Tensor[] backward(FunctionContext ctx, Tensor... g) {
            Tensor a = ctx.saved(0);
            Tensor scaled = g[0].mul(a).mul(factor);
            return new Tensor[] {scaled.mul(ctx.saved(1)).mul(2), scaled.mul(a)};
        }
    }
}
