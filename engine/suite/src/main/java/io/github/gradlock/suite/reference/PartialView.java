package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * The input of PyTorch's samples {@code as_strided.partial_views}: elements 5 to 14 of a storage of 20.
 *
 * <p>The data holds these ten elements alone. A call that reads in front of them finds what the recorded output says of that place;
 * so the case shows where in the storage the call reads, and that no gradient comes from there, but not the elements themselves.
 */
final class PartialView {
    private static final String VARIANT = "partial_views";
    private static final int STORAGE = 20;
    private static final int START = 5;

    private PartialView() {}

    static boolean isInputOf(JsonNode line) {
        return line.path("variant").asText().equals(VARIANT);
    }

    /** Returns the leaf, a window on the middle of its storage. */
    static Tensor leaf(JsonNode line, ReferenceTensors tensors) {
        Tensor elements = tensors.get(line.at("/input/tensor").asText());
        Tensor storage = Tensors.zeros(elements.dtype(), STORAGE);
        JsonNode offset = line.at("/kwargs/storage_offset");
        if (offset.isInt()) {
            Tensor output = tensors.get(line.at("/outputs/0").asText());
            storage.asStrided(ints(line.at("/args/0")), ints(line.at("/args/1")), offset.asInt())
                    .copy_(output);
        }
        Tensor window = storage.narrow(0, START, elements.numel());
        window.copy_(elements);
        return storage.alias(window.layout()).requiresGrad_();
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }
}
