package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A formula of elements, and of runs of them such as rows, written once. Where its results are to be differentiated it is composed of ops; where not, it
 * is one op, whose steps a provider may take together. The bits are the same.
 */
final class Formula {
    private final String name;
    private final List<Integer> perRun;
    private final int joinedFrom;
    private final Text text;

    /** Written down at the first use: a formula of a table's row may use rows that come after it. */
    private volatile @Nullable Chain chain;

    /** How the results are computed of the inputs. */
    @FunctionalInterface
    interface Text {
        Term[] of(Term... inputs);
    }

    /** How one result is computed of the inputs. */
    @FunctionalInterface
    interface OneResult {
        Term of(Term... inputs);
    }

    /** Names a formula as the op that it is where nothing is recorded: after PyTorch's op where there is one. */
    Formula(String name, OneResult text) {
        this(name, List.of(), Integer.MAX_VALUE, in -> new Term[] {text.of(in)});
    }

    /**
     * Names a formula with several results.
     *
     * @param perRun which inputs are one number of a run
     */
    Formula(String name, List<Integer> perRun, Text text) {
        this(name, perRun, Integer.MAX_VALUE, text);
    }

    private Formula(String name, List<Integer> perRun, int joinedFrom, Text text) {
        this.name = name;
        this.perRun = perRun;
        this.joinedFrom = joinedFrom;
        this.text = text;
    }

    /** Joins results from one on along the last dimension, so that they are one, as long as all of them. */
    Formula joined(int from) {
        return new Formula(name, perRun, from, text);
    }

    /** Returns the derivative of a function of one element, by its cotangent and what was saved. */
    static UnaryOp.Derivative derivative(String name, OneResult text) {
        return new Formula(name, text)::apply;
    }

    /** Takes tensors of one shape and floating dtype. */
    Tensor apply(Tensor... inputs) {
        return applyAll(null, inputs)[0];
    }

    /**
     * Takes tensors of a floating dtype.
     *
     * @param axes of a run; null where the formula reduces nothing
     * @param inputs of one shape, that of the axes; those that are one number of a run with axes of size 1
     * @return the results, those that are one number of a run with axes of size 1
     */
    Tensor[] applyAll(@Nullable Axes axes, Tensor... inputs) {
        return Dispatch.records(inputs) || !agree(inputs)
                ? composed(axes, inputs)
                : Dispatch.apply(new Once(this, axes), inputs);
    }

    private boolean agree(Tensor... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            boolean fits = perRun.contains(i) || inputs[i].shape().equals(inputs[0].shape());
            if (!fits
                    || inputs[i].dtype() != inputs[0].dtype()
                    || !inputs[i].dtype().isFloating()) {
                return false;
            }
        }
        return true;
    }

    /** Composes it of ops. */
    Tensor[] composed(@Nullable Axes axes, Tensor... inputs) {
        Term[] terms = Arrays.stream(inputs)
                .map(input -> new Term.OfTensor(input, axes))
                .toArray(Term[]::new);
        List<Tensor> results = new ArrayList<>();
        for (Term term : text.of(terms)) {
            results.add(((Term.OfTensor) term).tensor());
        }
        if (joinedFrom < results.size()) {
            List<Tensor> parts = results.subList(joinedFrom, results.size());
            Tensor joined = Joins.cat(List.copyOf(parts), -1);
            parts.clear();
            results.add(joined);
        }
        return results.toArray(Tensor[]::new);
    }

    /** Computes a formula that reduces nothing and has one result, and records nothing. */
    Tensor run(Kernels kernels, Tensor... inputs) {
        return runAll(kernels, null, inputs)[0];
    }

    /** Computes it, and records nothing; see {@link #applyAll}. The first input is no number of a run. */
    Tensor[] runAll(Kernels kernels, @Nullable Axes axes, Tensor... inputs) {
        return run(kernels, axes, null, inputs);
    }

    /**
     * Computes a formula that reduces nothing, its first result in the place of the first input; records nothing.
     *
     * @throws IllegalStateException if the first result is not that of the last step, so that a later one could read what was written over
     */
    Tensor[] runInPlace(Kernels kernels, Tensor... inputs) {
        Chain written = chain(inputs.length);
        if (!written.isLast(written.results().get(0))) {
            throw new IllegalStateException("the first result of " + name + " is not its last step");
        }
        return run(kernels, null, inputs[0], inputs);
    }

    private Tensor[] run(Kernels kernels, @Nullable Axes axes, @Nullable Tensor firstResult, Tensor... inputs) {
        Chain written = chain(inputs.length);
        Shape shape = inputs[0].shape();
        int runAxes = axes == null ? 0 : axes.rank();
        int[] order = axes == null ? null : axes.last();
        Tensor[] given = new Tensor[inputs.length];
        Arrays.setAll(given, i -> shown(inputs[i], order, perRun.contains(i) ? runAxes : 0));
        List<Integer> wanted = written.results();
        int separate = Math.min(joinedFrom, wanted.size());
        Tensor[] results = new Tensor[separate == wanted.size() ? separate : separate + 1];
        Tensor[] outs = new Tensor[wanted.size()];
        for (int i = 0; i < separate; i++) {
            boolean number = written.isPerRun(wanted.get(i));
            results[i] = i == 0 && firstResult != null
                    ? firstResult
                    : kernels.empty(axes != null && number ? axes.kept() : shape, inputs[0].dtype());
            outs[i] = shown(results[i], order, number ? runAxes : 0);
        }
        if (separate < outs.length) {
            int[] sizes = shape.sizes();
            int size = sizes[sizes.length - 1];
            sizes[sizes.length - 1] *= outs.length - separate;
            results[separate] = kernels.empty(Shape.of(sizes), inputs[0].dtype());
            for (int i = separate; i < outs.length; i++) {
                outs[i] = results[separate].alias(results[separate].layout().narrow(-1, (i - separate) * size, size));
            }
        }
        kernels.chain(written, given[0].shape(), runAxes, given, outs);
        return results;
    }

    /** Shows a tensor with the axes of the run last, and without those that are left out. */
    private static Tensor shown(Tensor x, int @Nullable [] order, int leftOut) {
        if (order == null) {
            return x;
        }
        Tensor ordered = x.alias(x.layout().permute(order));
        return leftOut == 0 ? ordered : ordered.alias(Runs.origins(ordered, x.rank() - leftOut));
    }

    private Chain chain(int inputs) {
        Chain known = chain;
        if (known == null) {
            Chain.Builder builder = new Chain.Builder(
                    IntStream.range(0, inputs).mapToObj(perRun::contains).toList());
            Term[] terms = new Term[inputs];
            Arrays.setAll(terms, i -> new Term.OfChain(builder, i));
            known = builder.build(Arrays.stream(text.of(terms))
                    .mapToInt(term -> ((Term.OfChain) term).operand())
                    .toArray());
            chain = known;
        }
        return known;
    }

    /**
     * A formula whose results nobody differentiates.
     *
     * @param formula what is computed
     * @param axes of a run; null where it reduces nothing
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
            return formula.runAll(context.kernels(), axes, inputs);
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
