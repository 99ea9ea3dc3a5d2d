package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.nn.MultiHeadAttention.Options;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttentionTests {
    private final Initialiser initialiser = new Initialiser(4, DType.FLOAT64);
    private final MultiHeadAttention attention = new MultiHeadAttention(4, 2, initialiser);

    private static Tensor zeros(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    private Tensor output(Tensor x, Mask mask) {
        return attention.attend(x, x, x, mask).output();
    }

    /** True hides; what is added hides with minus infinity; both together hide what either does. */
    @Test
    void booleanAndAddedMasksMeanTheSame() {
        Tensor x = initialiser.normal(2, 3, 4);
        Tensor hidden = Objects.requireNonNull(Mask.causal(3).attention());
        Tensor added = zeros(3, 3).maskedFill(hidden, Double.NEGATIVE_INFINITY);
        Tensor padding = Tensors.of(new boolean[] {false, false, true, false, true, true}, 2, 3);
        Tensor addedPadding = zeros(2, 3).maskedFill(padding, Double.NEGATIVE_INFINITY);
        double[] causal = output(x, new Mask(hidden, null)).toDoubleArray();
        assertArrayEquals(causal, output(x, new Mask(added, null)).toDoubleArray());
        double[] both = output(x, new Mask(hidden, padding)).toDoubleArray();
        assertArrayEquals(both, output(x, new Mask(added, padding)).toDoubleArray());
        assertArrayEquals(both, output(x, new Mask(hidden, addedPadding)).toDoubleArray());
        assertArrayEquals(both, output(x, new Mask(added, addedPadding)).toDoubleArray());
        Tensor each = hidden.unsqueeze(0).expand(4, 3, 3);
        assertArrayEquals(causal, output(x, new Mask(each, null)).toDoubleArray());
    }

    @Test
    void aQueryThatMayLookAtNothingGetsZeros() {
        Tensor x = initialiser.normal(1, 2, 4).requiresGrad_();
        Tensor all = Tensors.of(new boolean[] {true, true, false, false}, 2, 2);
        MultiHeadAttention.Result result = attention.attend(x, x, x, new Mask(all, null));
        assertArrayEquals(new double[4], result.output().select(1, 0).toDoubleArray());
        assertArrayEquals(new double[2], result.weights().select(1, 0).toDoubleArray());
        result.output().sum().backward();
        for (double value : Objects.requireNonNull(x.grad()).toDoubleArray()) {
            assertTrue(Double.isFinite(value));
        }
    }

    @Test
    void aSingleSequenceNeedsNoBatch() {
        for (boolean batchFirst : new boolean[] {false, true}) {
            MultiHeadAttention module = new MultiHeadAttention(4, 2, new Options(0, batchFirst), initialiser);
            int batch = batchFirst ? 0 : 1;
            Tensor x = initialiser.normal(3, 4);
            Tensor padding = Tensors.of(new boolean[] {false, false, true});
            MultiHeadAttention.Result single = module.attend(x, x, x, new Mask(null, padding));
            Tensor y = x.unsqueeze(batch);
            MultiHeadAttention.Result batched = module.attend(y, y, y, new Mask(null, padding.unsqueeze(0)));
            assertEquals(Shape.of(3, 4), single.output().shape());
            assertEquals(Shape.of(3, 3), single.weights().shape());
            assertArrayEquals(batched.output().toDoubleArray(), single.output().toDoubleArray());
        }
    }

    @Test
    void biasesCanBeLeftOut() {
        MultiHeadAttention module = new MultiHeadAttention(4, 2, new Options(0.1, false, false), initialiser);
        assertEquals(
                List.of("in_proj_weight", "out_proj.weight"),
                List.copyOf(module.stateDict().keySet()));
        assertEquals("""
                MultiheadAttention(
                  embed_dim=4, num_heads=2, bias=False, dropout=0.1
                  (out_proj): Linear(in_features=4, out_features=4, bias=False)
                )""", module.toString());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Tensor x = zeros(2, 3, 4);
        refused(
                "multi_head_attention: expected query, key and value [batch, length, 4] or [length, 4], key and value of"
                        + " one shape, got query [2, 3, 5], key [2, 3, 4], value [2, 3, 4]",
                zeros(2, 3, 5),
                x,
                x,
                Mask.NONE);
        refused("got query [2, 3, 4], key [2, 4, 4], value [2, 3, 4]", x, zeros(2, 4, 4), x, Mask.NONE);
        refused("got query [2, 3, 4], key [1, 3, 4], value [1, 3, 4]", x, zeros(1, 3, 4), zeros(1, 3, 4), Mask.NONE);
        refused("got query [2, 3, 4], key [3, 4], value [3, 4]", x, zeros(3, 4), zeros(3, 4), Mask.NONE);
        refused(
                "multi_head_attention: the shape of the attn_mask is [3, 4], but should be [3, 3] or [4, 3, 3]",
                x,
                x,
                x,
                new Mask(zeros(3, 4), null));
        refused(
                "multi_head_attention: the shape of the key_padding_mask is [2, 4], but should be [2, 3]",
                x,
                x,
                x,
                new Mask(null, zeros(2, 4)));
        refused(
                "multi_head_attention: only bool and floating types of attn_mask are supported, got int64",
                x,
                x,
                x,
                new Mask(Tensors.zeros(DType.INT64, 3, 3), null));
        assertThrows(IllegalArgumentException.class, () -> new Options(1.5, true));
    }

    private void refused(String message, Tensor query, Tensor key, Tensor value, Mask mask) {
        String text = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> attention.attend(query, key, value, mask))
                        .getMessage());
        assertEquals(message, text.substring(Math.max(0, text.length() - message.length())));
    }
}
