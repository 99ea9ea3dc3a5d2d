package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.op.Splits;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of recurrent cells over a sequence, with PyTorch's names of parameters ({@code weight_ih_l0}, {@code bias_hh_l1_reverse}).
 * Input is {@code [length, batch, in]}, or {@code [batch, length, in]} if batch-first, or {@code [length, in]} without a batch; the
 * output has {@code hidden} in place of {@code in}, twice that if bidirectional.
 *
 * <p>Parameters begin between plus and minus {@code 1 / sqrt(hidden)}.
 */
public abstract class Recurrent extends Module {
    private final int in;
    private final int hidden;
    private final Options options;
    private final List<Weights> weights = new ArrayList<>();
    private final @Nullable RandomStream random;

    /**
     * How layers are arranged.
     *
     * @param layers number of layers, one on the output of the other
     * @param bias whether there are biases
     * @param batchFirst whether the batch comes before the sequence
     * @param dropout share of elements that are zeroed between layers in training
     * @param bidirectional whether a second row of cells goes from the end to the beginning
     */
    public record Options(int layers, boolean bias, boolean batchFirst, double dropout, boolean bidirectional) {
        /** One layer with biases, sequence first. */
        public static final Options DEFAULT = new Options(1, true, false, 0, false);

        /** Checks the values. */
        public Options {
            if (layers < 1) {
                throw new IllegalArgumentException("num_layers must be greater than zero, got " + layers);
            }
            if (!(dropout >= 0 && dropout <= 1)) {
                throw new IllegalArgumentException("dropout should be a number in range [0, 1], got " + dropout);
            }
        }

        int directions() {
            return bidirectional ? 2 : 1;
        }
    }

    /**
     * What a sequence gives.
     *
     * @param output hidden states of the last layer for every step
     * @param state states after the last step, {@code [layers·directions, batch, hidden]}: h, and c for a long short-term memory
     */
    public record Result(Tensor output, List<Tensor> state) {
        /** Copies the list. */
        public Result {
            state = List.copyOf(state);
        }
    }

    Recurrent(int in, int hidden, int gates, Options options, Initialiser initialiser) {
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden_size must be greater than zero, got " + hidden);
        }
        this.in = Values.requireSize("input_size", in);
        this.hidden = hidden;
        this.options = options;
        for (int layer = 0; layer < options.layers; layer++) {
            for (int direction = 0; direction < options.directions(); direction++) {
                int width = layer == 0 ? in : hidden * options.directions();
                weights.add(weights(gates, width, "_l" + layer + (direction == 1 ? "_reverse" : ""), initialiser));
            }
        }
        random = options.dropout > 0 ? randomStream("dropout", initialiser) : null;
    }

    private Weights weights(int gates, int width, String suffix, Initialiser initialiser) {
        int rows = gates * hidden;
        return new Weights(
                parameter("weight_ih" + suffix, initialiser.fanIn(hidden, rows, width)),
                parameter("weight_hh" + suffix, initialiser.fanIn(hidden, rows, hidden)),
                options.bias ? parameter("bias_ih" + suffix, initialiser.fanIn(hidden, rows)) : null,
                options.bias ? parameter("bias_hh" + suffix, initialiser.fanIn(hidden, rows)) : null);
    }

    /** Returns how many tensors a state consists of. */
    abstract int stateCount();

    /** Makes one step, of what the gates get from the input: a new state, its first tensor being the output. */
    abstract List<Tensor> step(Tensor ofInput, List<Tensor> state, Weights parameters);

    @Override
    public final Tensor forward(Tensor input) {
        return result(input, null).output;
    }

    /**
     * Runs over a sequence.
     *
     * @param initial states to begin with, as {@link Result#state}; null for zeros
     * @throws IllegalArgumentException naming the shapes, if input or states do not fit
     */
    public final Result run(Tensor input, @Nullable List<Tensor> initial) {
        Result result = result(input, initial);
        told(input, result.output);
        return result;
    }

    private Result result(Tensor input, @Nullable List<Tensor> initial) {
        if (input.rank() < 2 || input.rank() > 3 || input.size(-1) != in) {
            throw new IllegalArgumentException(typeName() + " expected input of 2 or 3 dimensions, the"
                    + " last of size " + in + ", got " + input.shape());
        }
        boolean batched = input.rank() == 3;
        if (input.numel() == 0) {
            throw new IllegalArgumentException(typeName() + " expected a sequence with elements, got " + input.shape());
        }
        Tensor sequence = !batched ? input.unsqueeze(1) : options.batchFirst ? input.transpose(0, 1) : input;
        List<Tensor> begin = initial == null ? zeros(sequence) : checked(initial, sequence, batched);
        List<List<Tensor>> last = new ArrayList<>();
        Tensor output = sequence;
        for (int layer = 0; layer < options.layers; layer++) {
            output = layer(layer, layer > 0 ? dropped(output) : output, begin, last);
        }
        List<Tensor> state = new ArrayList<>();
        for (int i = 0; i < stateCount(); i++) {
            int index = i;
            Tensor stacked =
                    Joins.stack(last.stream().map(tensors -> tensors.get(index)).toList(), 0);
            state.add(batched ? stacked : stacked.squeeze(1));
        }
        Tensor shown = !batched ? output.squeeze(1) : options.batchFirst ? output.transpose(0, 1) : output;
        return new Result(shown, state);
    }

    private Tensor dropped(Tensor output) {
        return random == null || !isTraining()
                ? output
                : Activations.dropout(output, options.dropout, random.seed(), random.next());
    }

    private Tensor layer(int layer, Tensor sequence, List<Tensor> begin, List<List<Tensor>> last) {
        List<Tensor> directions = new ArrayList<>();
        for (int direction = 0; direction < options.directions(); direction++) {
            int index = layer * options.directions() + direction;
            List<Tensor> state =
                    begin.stream().map(tensor -> tensor.select(0, index)).toList();
            Tensor[] outputs = new Tensor[sequence.size(0)];
            // One product for all steps, where one each would pack the weight again and again.
            int batch = sequence.size(1);
            Tensor rows = sequence.reshape(outputs.length * batch, sequence.size(2));
            List<Tensor> ofInput = Splits.split(weights.get(index).ofInput(rows), batch, 0);
            for (int i = 0; i < outputs.length; i++) {
                int time = direction == 0 ? i : outputs.length - 1 - i;
                state = step(ofInput.get(time), state, weights.get(index));
                outputs[time] = state.get(0);
            }
            last.add(state);
            directions.add(Joins.stack(List.of(outputs), 0));
        }
        return directions.size() == 1 ? directions.get(0) : Joins.cat(directions, -1);
    }

    private List<Tensor> zeros(Tensor sequence) {
        List<Tensor> state = new ArrayList<>();
        for (int i = 0; i < stateCount(); i++) {
            state.add(Tensors.zeros(
                    Shape.of(weights.size(), sequence.size(1), hidden), sequence.dtype(), sequence.device()));
        }
        return state;
    }

    private List<Tensor> checked(List<Tensor> initial, Tensor sequence, boolean batched) {
        List<Tensor> states = new ArrayList<>();
        for (int i = 0; i < Math.max(initial.size(), 1); i++) {
            Tensor state = initial.isEmpty() ? sequence : initial.get(i);
            Tensor with = batched ? state : state.unsqueeze(1);
            if (initial.size() != stateCount()
                    || with.rank() != 3
                    || with.size(0) != weights.size()
                    || with.size(1) != sequence.size(1)
                    || with.size(2) != hidden) {
                throw new IllegalArgumentException(typeName() + " expected " + stateCount()
                        + " state(s) of shape [" + weights.size() + ", " + (batched ? sequence.size(1) + ", " : "")
                        + hidden + "], got "
                        + initial.stream().map(Tensor::shape).toList());
            }
            states.add(with);
        }
        return states;
    }

    @Override
    protected final String extraRepr() {
        return in + ", " + hidden + (options.layers > 1 ? ", num_layers=" + options.layers : "")
                + (options.bias ? "" : ", bias=False") + (options.batchFirst ? ", batch_first=True" : "")
                + (options.dropout > 0 ? ", dropout=" + Repr.of(options.dropout) : "")
                + (options.bidirectional ? ", bidirectional=True" : "");
    }
}
