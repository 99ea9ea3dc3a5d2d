package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The Jacobians of a function at one point, row by row in reverse mode or column by column in forward mode. */
final class Jacobians {
    private final MultiFunction function;
    private final List<Tensor> inputs;
    private final FunctionalOptions options;

    Jacobians(MultiFunction function, List<Tensor> inputs, FunctionalOptions options) {
        this.function = function;
        this.inputs = List.copyOf(inputs);
        this.options = options;
    }

    /** Returns them by output and input. */
    List<List<Tensor>> all() {
        return Autograd.enableGrad(() -> options.forwardMode() ? byColumns() : byRows());
    }

    private List<List<Tensor>> byRows() {
        List<Tensor> points = Derivatives.points(inputs);
        Tensor[] outputs = function.apply(points.toArray(Tensor[]::new));
        List<List<Tensor>> jacobians = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            jacobians.add(rowsOf(i, outputs[i], points));
        }
        return jacobians;
    }

    private List<Tensor> rowsOf(int index, Tensor output, List<Tensor> points) {
        if (!output.requiresGrad() && options.strict()) {
            throw new IllegalStateException(
                    "Output " + index + " of the user-provided function does not require gradients."
                            + " The outputs must be computed in a differentiable manner from the input when running in strict"
                            + " mode.");
        }
        List<List<Tensor>> rows = new ArrayList<>();
        points.forEach(point -> rows.add(new ArrayList<>()));
        GradOptions pass = new GradOptions(true, options.createGraph(), true, false);
        for (int row = 0; row < output.numel(); row++) {
            List<@Nullable Tensor> grads = output.requiresGrad()
                    ? Autograd.grad(List.of(output), points, List.of(unit(output, row)), pass)
                    : new ArrayList<>(Collections.nCopies(points.size(), null));
            for (int i = 0; i < points.size(); i++) {
                Tensor grad = grads.get(i);
                if (grad == null && options.strict()) {
                    throw independent(index, i);
                }
                rows.get(i).add(grad == null ? GradientSpec.of(points.get(i)).zeros() : grad);
            }
        }
        return IntStream.range(0, points.size())
                .mapToObj(i -> finish(rows.get(i), output, points.get(i), false))
                .toList();
    }

    private List<List<Tensor>> byColumns() {
        List<List<List<Tensor>>> columns = new ArrayList<>();
        List<Tensor> outputs = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            for (int column = 0; column < inputs.get(input).numel(); column++) {
                List<Tensor> tangents = column(input, column, outputs);
                while (columns.size() < tangents.size()) {
                    List<List<Tensor>> perInput = new ArrayList<>();
                    inputs.forEach(one -> perInput.add(new ArrayList<>()));
                    columns.add(perInput);
                }
                for (int output = 0; output < tangents.size(); output++) {
                    columns.get(output).get(input).add(tangents.get(output));
                }
            }
        }
        List<List<Tensor>> jacobians = new ArrayList<>();
        for (int output = 0; output < columns.size(); output++) {
            List<Tensor> row = new ArrayList<>();
            for (int input = 0; input < inputs.size(); input++) {
                row.add(finish(columns.get(output).get(input), outputs.get(output), inputs.get(input), true));
            }
            jacobians.add(row);
        }
        return jacobians;
    }

    /** Returns the derivatives of all outputs by one element of one input, and the outputs. */
    private List<Tensor> column(int input, int column, List<Tensor> outputs) {
        DualLevel level = ForwardMode.dualLevel();
        try (level) {
            Tensor[] point = inputs.toArray(Tensor[]::new);
            point[input] = ForwardMode.makeDual(point[input], unit(point[input], column));
            Tensor[] values = function.apply(point);
            List<Tensor> tangents = new ArrayList<>();
            outputs.clear();
            for (int output = 0; output < values.length; output++) {
                ForwardMode.Dual dual = ForwardMode.unpackDual(values[output]);
                Tensor tangent = dual.tangent();
                if (tangent == null && options.strict()) {
                    throw independent(output, input);
                }
                outputs.add(dual.primal());
                tangents.add(tangent == null ? GradientSpec.of(values[output]).zeros() : tangent);
            }
            return tangents;
        }
    }

    private static IllegalStateException independent(int output, int input) {
        return new IllegalStateException("Output " + output + " of the user-provided function is independent of input "
                + input + ". This is not allowed in strict mode.");
    }

    /** Returns a tensor that is 1 at a row-major position, and else 0. */
    private static Tensor unit(Tensor like, int position) {
        return Autograd.noGrad(() -> {
            Tensor unit = GradientSpec.of(like).zeros();
            Views.reshape(unit, unit.numel()).narrow(0, position, 1).fill_(1);
            return unit;
        });
    }

    private Tensor finish(List<Tensor> parts, Tensor output, Tensor input, boolean columns) {
        Shape shape = joined(output.shape(), input.shape());
        if (parts.isEmpty()) {
            return Tensors.zeros(shape, output.dtype(), output.device());
        }
        Tensor stacked = Joins.stack(parts, 0);
        if (columns) {
            stacked = Views.transpose(Views.reshape(stacked, parts.size(), output.numel()), 0, 1);
        }
        Tensor jacobian = Views.reshape(stacked, shape);
        return options.createGraph() ? jacobian : Views.detach(jacobian);
    }

    private static Shape joined(Shape first, Shape second) {
        return Shape.of(IntStream.concat(IntStream.of(first.sizes()), IntStream.of(second.sizes()))
                .toArray());
    }
}
