package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A formula of elements, written once. Where its result is to be differentiated it is composed of ops; where not, it is one op, whose steps a provider
 * may take together. The bits are the same.
 */
final class Formula {
    private final String name;
    private final Text text;

    /** Written down at the first use: a formula of a table's row may use rows that come after it. */
    private volatile @Nullable Chain chain;

    /** How a result is computed of its inputs. */
    @FunctionalInterface
    interface Text {
        Term of(Term... inputs);
    }

    /** Names a formula as the op that it is where nothing is recorded: after PyTorch's op where there is one. */
    Formula(String name, Text text) {
        this.name = name;
        this.text = text;
    }

    /** Returns the derivative of a function of one element, by its cotangent and what was saved. */
    static UnaryOp.Derivative derivative(String name, Text text) {
        return new Formula(name, text)::apply;
    }

    /** Takes tensors of one shape and floating dtype. */
    Tensor apply(Tensor... inputs) {
        return Dispatch.records(inputs) || !agree(inputs)
                ? composed(inputs)
                : Dispatch.applyOne(new Once(this, null), inputs);
    }

    private static boolean agree(Tensor... inputs) {
        return Arrays.stream(inputs)
                .allMatch(input -> input.dtype().isFloating()
                        && input.dtype() == inputs[0].dtype()
                        && input.shape().equals(inputs[0].shape()));
    }

    private Tensor composed(Tensor... inputs) {
        Term[] terms = Arrays.stream(inputs).map(Term.OfTensor::new).toArray(Term[]::new);
        return ((Term.OfTensor) text.of(terms)).tensor();
    }

    /** Sums it over axes, which stay with size 1; takes tensors of one shape, that of the axes, and floating dtype. */
    Tensor sum(Axes axes, Tensor... inputs) {
        return Dispatch.records(inputs) || !agree(inputs)
                ? Reductions.sum(composed(inputs), true, axes.dims())
                : Dispatch.applyOne(new Once(this, axes), inputs);
    }

    /** Sums it over axes, which stay with size 1, and records nothing. */
    Tensor runSum(Kernels kernels, Axes axes, Tensor... inputs) {
        Tensor[] runs = new Tensor[inputs.length];
        Arrays.setAll(runs, i -> inputs[i].alias(inputs[i].layout().permute(axes.last())));
        Tensor out = kernels.empty(axes.dropped(), inputs[0].dtype());
        kernels.sumChain(chain(inputs.length), runs, out);
        return out.alias(axes.kept(), axes.kept().contiguousStrides(), 0);
    }

    /** Computes it, and records nothing. */
    Tensor run(Kernels kernels, Tensor... inputs) {
        Tensor out = kernels.empty(inputs[0].shape(), inputs[0].dtype());
        kernels.chain(chain(inputs.length), inputs, out);
        return out;
    }

    private Chain chain(int inputs) {
        Chain known = chain;
        if (known == null) {
            Chain.Builder builder = new Chain.Builder(inputs);
            Term[] terms = new Term[inputs];
            Arrays.setAll(terms, i -> new Term.OfChain(builder, i));
            Term.OfChain result = (Term.OfChain) text.of(terms);
            known = builder.build(result.operand());
            chain = known;
        }
        return known;
    }

    /**
     * A formula whose result nobody differentiates.
     *
     * @param formula what is computed
     * @param axes over which it is summed; null for no sum
     */
    private record Once(Formula formula, @Nullable Axes axes) implements Op {
        @Override
        public String name() {
            return formula.name;
        }

        @Override
        public Map<String, Object> attributes() {
            return axes == null ? Map.of() : Map.of("dim", axes.axes());
        }

        @Override
        public Tensor[] forward(OpContext context, Tensor... inputs) {
            Kernels kernels = context.kernels();
            return new Tensor[] {axes == null ? formula.run(kernels, inputs) : formula.runSum(kernels, axes, inputs)};
        }

        @Override
        public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
            throw new IllegalStateException(name() + " is composed of ops where it is differentiated");
        }

        @Override
        public boolean isDifferentiable() {
            return false;
        }
    }
}
