package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of functions, after {@code torch.autograd.functional}. The inputs need not require grad, and their gradients stay as they
 * are; with {@link FunctionalOptions#createGraph} results can be differentiated with respect to inputs that do.
 */
public final class Functional {
    private Functional() {}

    /**
     * A value and a product of its derivative with a vector.
     *
     * @param output the value of the function
     * @param product the product
     */
    public record Product(Tensor output, Tensor product) {}

    /**
     * Values and products of their derivatives with vectors.
     *
     * @param outputs the values of the function
     * @param products the products: one an input, or for {@code jvp} one an output
     */
    public record Products(List<Tensor> outputs, List<Tensor> products) {
        Product only() {
            if (outputs.size() != 1 || products.size() != 1) {
                throw new IllegalStateException(
                        "got " + outputs.size() + " outputs and " + products.size() + " products");
            }
            return new Product(outputs.get(0), products.get(0));
        }
    }

    /** Returns {@code f(x)} and {@code vᵀJ}, of the shape of x; v has the shape of f(x), and may be null if that has one element. */
    public static Product vjp(UnaryOperator<Tensor> f, Tensor x, @Nullable Tensor v) {
        return vjp(multi(f), List.of(x), listed(v), FunctionalOptions.DEFAULT).only();
    }

    /**
     * Returns the outputs, and for each input the sum over the outputs of {@code vᵀJ}.
     *
     * @param v one vector an output, of its shape; null for a function with one output of one element
     */
    public static Products vjp(
            MultiFunction f, List<Tensor> inputs, @Nullable List<Tensor> v, FunctionalOptions options) {
        return new Derivatives(f, inputs, options).vjp(v);
    }

    /** Returns {@code f(x)} and {@code J v}, of the shape of f(x); v has the shape of x, and may be null if that has one element. */
    public static Product jvp(UnaryOperator<Tensor> f, Tensor x, @Nullable Tensor v) {
        return jvp(multi(f), List.of(x), listed(v), FunctionalOptions.DEFAULT).only();
    }

    /**
     * Returns the outputs, and for each the sum over the inputs of {@code J v}, in forward mode.
     *
     * @param v one vector an input, of its shape; null for a function of one input of one element
     */
    public static Products jvp(
            MultiFunction f, List<Tensor> inputs, @Nullable List<Tensor> v, FunctionalOptions options) {
        return new Derivatives(f, inputs, options).jvp(v);
    }

    /** Returns the Jacobian, of the shape of f(x) followed by that of x. */
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
        return jacobian(multi(f), List.of(x), FunctionalOptions.DEFAULT).get(0).get(0);
    }

    /** Returns the Jacobians by output and input, each of the shape of the output followed by that of the input. */
    public static List<List<Tensor>> jacobian(MultiFunction f, List<Tensor> inputs, FunctionalOptions options) {
        return new Jacobians(f, inputs, options).all();
    }

    /** Returns the Hessian of a function with one output of one element: the shape of x twice. */
    public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
        return hessian(multi(f), List.of(x), FunctionalOptions.DEFAULT).get(0).get(0);
    }

    /**
     * Returns the Hessian of a function with one output of one element, in blocks by input and input, each of the shape of the first
     * followed by that of the second. In forward mode it is forward over reverse.
     */
    public static List<List<Tensor>> hessian(MultiFunction f, List<Tensor> inputs, FunctionalOptions options) {
        FunctionalOptions inner = new FunctionalOptions(true, options.strict(), false);
        MultiFunction gradient = x -> new Derivatives(f, List.of(x), inner)
                .scalarVjp("hessian")
                .products()
                .toArray(Tensor[]::new);
        return new Jacobians(gradient, inputs, options).all();
    }

    /** Returns {@code f(x)} and {@code vᵀH}, for a function with one output of one element; v has the shape of x. */
    public static Product vhp(UnaryOperator<Tensor> f, Tensor x, @Nullable Tensor v) {
        return vhp(multi(f), List.of(x), listed(v), FunctionalOptions.DEFAULT).only();
    }

    /** Returns the output, and for each input its part of {@code vᵀH}, by reverse over reverse. */
    public static Products vhp(
            MultiFunction f, List<Tensor> inputs, @Nullable List<Tensor> v, FunctionalOptions options) {
        return new Derivatives(f, inputs, options).vhp(v);
    }

    /** Returns {@code f(x)} and {@code H v}, for a function with one output of one element; v has the shape of x. */
    public static Product hvp(UnaryOperator<Tensor> f, Tensor x, @Nullable Tensor v) {
        return hvp(multi(f), List.of(x), listed(v), FunctionalOptions.DEFAULT).only();
    }

    /** Returns the output, and for each input its part of {@code H v}, by forward over reverse: one pass, without a graph of it. */
    public static Products hvp(
            MultiFunction f, List<Tensor> inputs, @Nullable List<Tensor> v, FunctionalOptions options) {
        return new Derivatives(f, inputs, options).hvp(v);
    }

    private static MultiFunction multi(UnaryOperator<Tensor> f) {
        return x -> new Tensor[] {f.apply(x[0])};
    }

    private static @Nullable List<Tensor> listed(@Nullable Tensor v) {
        return v == null ? null : Collections.singletonList(v);
    }
}
