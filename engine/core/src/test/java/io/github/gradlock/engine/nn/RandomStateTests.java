package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomStateTests {
    @TempDir
    Path folder = Path.of("");

    private static Module model(long seed) {
        Initialiser initialiser = new Initialiser(seed, DType.FLOAT64);
        TransformerOptions options = new TransformerOptions(4, 2, 6, 0.3, Tensor::relu, false);
        return new Sequential(
                new TransformerEncoderLayer(options, initialiser),
                new Lstm(4, 4, new Recurrent.Options(2, true, false, 0.3, false), initialiser),
                Dropout.channels1d(0.5, initialiser));
    }

    /** Dropout, attention and recurrent layers go on where the saved model was, in a model with another seed. */
    @Test
    void dropoutGoesOnWithTheSameBits() throws Exception {
        Tensor x = new Initialiser(9, DType.FLOAT64).normal(2, 3, 4);
        Module whole = model(1);
        whole.call(x);
        Path file = folder.resolve("random.safetensors");
        Safetensors.save(file, whole.randomState());
        Module resumed = model(2);
        resumed.loadStateDict(whole.stateDict());
        assertFalse(
                Arrays.equals(model(1).call(x).toDoubleArray(), whole.call(x).toDoubleArray()));
        resumed.loadRandomState(Safetensors.load(file));
        whole.loadRandomState(Safetensors.load(file));
        double[] expected = whole.call(x).toDoubleArray();
        assertArrayEquals(expected, resumed.call(x).toDoubleArray());
        assertFalse(Arrays.equals(expected, resumed.call(x).toDoubleArray()), "the next call has other samples");
    }

    @Test
    void itIsNoPartOfTheStateDict() {
        Module model = model(1);
        assertTrue(model.stateDict().keySet().stream().noneMatch(name -> name.contains("dropout")));
        assertEquals(
                List.of(
                        "0.self_attn.dropout",
                        "0.dropout.random",
                        "0.dropout1.random",
                        "0.dropout2.random",
                        "1.dropout",
                        "2.random"),
                List.copyOf(model.randomState().keySet()));
        assertEquals(Map.of(), new Linear(1, 1, new Initialiser(1, DType.FLOAT64)).randomState());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Dropout dropout = new Dropout(0.5, new Initialiser(1, DType.FLOAT64));
        assertEquals(
                "Error(s) in loading state_dict for Dropout:\n\tMissing key(s) in state_dict: \"random\".",
                assertThrows(IllegalArgumentException.class, () -> dropout.loadRandomState(Map.of()))
                        .getMessage());
        long[] before = only(dropout.randomState());
        refused(dropout, "size mismatch for random", Tensors.of(new long[] {1}));
        refused(dropout, "random should be int64, got float32.", Tensors.of(new float[] {1, 1}));
        refused(dropout, "random should hold a seed and a number of calls, got -1 calls.", Tensors.of(new long[] {1, -1
        }));
        assertArrayEquals(before, only(dropout.randomState()));
    }

    /** As in evaluation; but the call counts, so that what follows does not depend on p. */
    @Test
    void dropoutOfNothingReturnsItsInput() {
        Dropout dropout = new Dropout(0, new Initialiser(1, DType.FLOAT64));
        Tensor x = Tensors.zeros(DType.FLOAT64, 3);
        assertSame(x, dropout.call(x));
        assertEquals(1, only(dropout.randomState())[1]);
    }

    private static long[] only(Map<String, Tensor> state) {
        return state.values().iterator().next().toLongArray();
    }

    private static void refused(Module module, String problem, Tensor state) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> module.loadRandomState(Map.of("random", state)))
                        .getMessage());
        assertTrue(message.startsWith("Error(s) in loading state_dict for Dropout:\n\t" + problem), message);
    }
}
