package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.gradcheck.Gradcheck;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrentTests {
    private static final Recurrent.Options TWO_WAYS = new Recurrent.Options(2, true, false, 0, true);

    private final Initialiser initialiser = new Initialiser(3, DType.FLOAT64);

    /** One unit with weights of one: h' = tanh(x + h), written out. */
    @Test
    void aPlainNetworkFollowsItsFormula() {
        Rnn rnn = new Rnn(1, 1, new Recurrent.Options(1, false, false, 0, false), false, initialiser);
        rnn.parameters().forEach(parameter -> parameter.detach().fill_(1));
        Tensor output = rnn.call(Tensors.of(new double[] {0.5, -0.25, 1}, 3, 1));
        double first = StrictMath.tanh(0.5);
        double second = StrictMath.tanh(-0.25 + first);
        assertArrayEquals(new double[] {first, second, StrictMath.tanh(1 + second)}, output.toDoubleArray(), 1e-15);
    }

    @Test
    void shapesAreThoseOfPyTorch() {
        Tensor x = initialiser.normal(5, 2, 3);
        Recurrent.Result result = new Lstm(3, 4, TWO_WAYS, initialiser).run(x, null);
        assertEquals(Shape.of(5, 2, 8), result.output().shape());
        assertEquals(2, result.state().size());
        assertEquals(Shape.of(4, 2, 4), result.state().get(1).shape());
        assertEquals(
                List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"),
                List.copyOf(new Gru(3, 4, initialiser).namedParameters().keySet()));
    }

    @Test
    void batchFirstAndNoBatchGiveTheSameBits() {
        Gru plain = new Gru(3, 4, initialiser);
        Gru batchFirst = new Gru(3, 4, new Recurrent.Options(1, true, true, 0, false), initialiser);
        batchFirst.loadStateDict(plain.stateDict());
        Tensor x = initialiser.normal(5, 1, 3);
        double[] expected = plain.call(x).toDoubleArray();
        assertArrayEquals(expected, batchFirst.call(x.transpose(0, 1)).toDoubleArray());
        assertArrayEquals(expected, plain.call(x.squeeze(1)).toDoubleArray());
    }

    /** The backward direction of a sequence is the forward one of the reversed sequence. */
    @Test
    void theReverseDirectionGoesFromTheEnd() {
        Recurrent.Options options = new Recurrent.Options(1, true, false, 0, true);
        Lstm both = new Lstm(2, 3, options, initialiser);
        Lstm forward = new Lstm(2, 3, initialiser);
        both.stateDict().forEach((name, value) -> {
            if (name.endsWith("_reverse")) {
                Tensor own = forward.stateDict().get(name.replace("_reverse", ""));
                if (own != null) {
                    own.copy_(value);
                }
            }
        });
        Tensor x = initialiser.normal(4, 2, 2);
        assertArrayEquals(
                forward.call(x.flip(0)).flip(0).toDoubleArray(),
                both.call(x).narrow(2, 3, 3).toDoubleArray());
    }

    @Test
    void gradientsPassGradcheck() {
        Tensor x = initialiser.normal(2, 1, 2).requiresGrad_();
        for (Module module : List.of(
                new Rnn(2, 2, TWO_WAYS, false, initialiser), new Lstm(2, 2, initialiser), new Gru(2, 2, initialiser))) {
            Gradcheck.check(inputs -> module.call(inputs[0]), List.of(x));
        }
    }

    @Test
    void cellsAreTheStepsOfTheLayers() {
        Lstm layer = new Lstm(2, 3, initialiser);
        RecurrentCell cell = new RecurrentCell(RecurrentCell.Kind.LSTM, 2, 3, initialiser);
        layer.stateDict().forEach((name, value) -> {
            Tensor own = cell.stateDict().get(name.replace("_l0", ""));
            if (own != null) {
                own.copy_(value);
            }
        });
        Tensor x = initialiser.normal(1, 2, 2);
        assertArrayEquals(
                layer.call(x).toDoubleArray(), cell.call(x.select(0, 0)).toDoubleArray());
        assertThrows(IllegalArgumentException.class, () -> cell.step(x.select(0, 0), List.of()));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Gru gru = new Gru(3, 4, initialiser);
        assertEquals(
                "GRU expected input of 2 or 3 dimensions, the last of size 3, got [2, 2]",
                assertThrows(IllegalArgumentException.class, () -> gru.call(Tensors.zeros(DType.FLOAT64, 2, 2)))
                        .getMessage());
        assertEquals(
                "GRU expected 1 state(s) of shape [1, 2, 4], got [[1, 3, 4]]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> gru.run(
                                        Tensors.zeros(DType.FLOAT64, 5, 2, 3),
                                        List.of(Tensors.zeros(DType.FLOAT64, 1, 3, 4))))
                        .getMessage());
    }
}
