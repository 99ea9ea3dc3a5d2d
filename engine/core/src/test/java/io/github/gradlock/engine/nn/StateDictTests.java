package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTests {
    @TempDir
    Path folder = Path.of("");

    private static Module model(long seed) {
        Initialiser initialiser = new Initialiser(seed, DType.FLOAT32);
        return new Sequential(
                new Linear(2, 3, initialiser), new Activation(Tensor::relu), new Linear(3, 1, initialiser));
    }

    @Test
    void aSavedModelComesBackBitForBit() throws Exception {
        Path file = folder.resolve("model.safetensors");
        Module saved = model(1);
        Safetensors.save(file, saved.stateDict());
        Safetensors.save(file, saved.stateDict());
        Module loaded = model(2);
        loaded.loadStateDict(Safetensors.load(file));

        assertArrayEquals(
                saved.parameters().get(0).toFloatArray(),
                loaded.parameters().get(0).toFloatArray());
        assertEquals(1, Files.list(folder).count(), "only the file is left");
    }

    @Test
    void allThatDoesNotFitIsSaidAtOnceAndNothingChanges() {
        Module module = model(1);
        float[] before = module.parameters().get(0).toFloatArray();
        Map<String, Tensor> state = new LinkedHashMap<>(model(2).stateDict());
        state.remove("0.bias");
        state.put("other", Tensors.scalar(1f));
        state.put("2.weight", Tensors.zeros(DType.FLOAT32, 1, 4));
        assertEquals(
                """
                Error(s) in loading state_dict for Sequential:
                \tMissing key(s) in state_dict: "0.bias".
                \tUnexpected key(s) in state_dict: "other".
                \tsize mismatch for 2.weight: copying a param with shape [1, 4] from checkpoint, the shape in current model is [1, 3].""",
                assertThrows(IllegalArgumentException.class, () -> module.loadStateDict(state))
                        .getMessage());
        assertArrayEquals(before, module.parameters().get(0).toFloatArray());

        state.remove("2.weight");
        module.loadStateDict(state, false);
        assertArrayEquals(
                model(2).parameters().get(0).toFloatArray(),
                module.parameters().get(0).toFloatArray());
    }

    /** Half-precision and small integers, as files from elsewhere have them. */
    @Test
    void otherTypesAreConvertedExactly() throws Exception {
        String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                + "\"i\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[12,16]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}";
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 17).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        file.putShort((short) 0x3C00)
                .putShort((short) 0x8001)
                .putShort((short) 0x7BFF)
                .putShort((short) 0xFC00);
        file.putShort((short) 0x3F80).putShort((short) 0xC040);
        file.putInt(-7).put((byte) 200);
        Path path = Files.write(folder.resolve("mixed.safetensors"), file.array());

        Map<String, Tensor> tensors = Safetensors.load(path);
        assertArrayEquals(
                new float[] {1, -0x1p-24f, 65504, Float.NEGATIVE_INFINITY},
                tensor(tensors, "h").toFloatArray());
        assertArrayEquals(new float[] {1, -3}, tensor(tensors, "b").toFloatArray());
        assertEquals(Shape.SCALAR, tensor(tensors, "i").shape());
        assertEquals(-7, tensor(tensors, "i").item());
        assertEquals(200, tensor(tensors, "u").item());
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new AssertionError("no " + name + " in " + tensors.keySet());
        }
        return tensor;
    }

    @Test
    void errorsNameTheFile() throws Exception {
        Path missing = folder.resolve("missing.safetensors");
        assertEquals(
                "cannot read " + missing + ": no such file; check the path",
                assertThrows(IOException.class, () -> Safetensors.load(missing)).getMessage());
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "no");
        assertEquals(
                "cannot read " + broken
                        + ": not a safetensors file: byte 0: cut short: 2 bytes are no safetensors file; write the file anew with"
                        + " a current safetensors library",
                assertThrows(IOException.class, () -> Safetensors.load(broken)).getMessage());
        Path nowhere = folder.resolve("none").resolve("model.safetensors");
        assertEquals(
                "cannot write " + nowhere + ": no such file or folder",
                assertThrows(IOException.class, () -> Safetensors.save(nowhere, Map.of()))
                        .getMessage());
    }

    /** Layers are listed however they are called, attention with the layers of a transformer for instance. */
    @Test
    void aSummaryListsAttention() {
        Initialiser initialiser = new Initialiser(1, DType.FLOAT32);
        Module model = new TransformerEncoder(1, TransformerOptions.of(4, 2, 6), initialiser);
        Summary summary = Summary.of(model, Tensors.zeros(DType.FLOAT32, 2, 3, 4));
        List<String> names = summary.rows().stream().map(Summary.Row::name).toList();
        assertEquals(
                List.of(
                        "layers.0.self_attn.out_proj",
                        "layers.0.self_attn",
                        "layers.0.dropout1",
                        "layers.0.norm1",
                        "layers.0.linear1",
                        "layers.0.dropout",
                        "layers.0.linear2",
                        "layers.0.dropout2",
                        "layers.0.norm2",
                        "layers.0",
                        ""),
                names);
        Summary.Row attention = summary.rows().get(1);
        assertEquals("MultiheadAttention", attention.type());
        assertEquals(Shape.of(2, 3, 4), attention.output());
        assertEquals(3 * 4 * 4 + 3 * 4, attention.parameters());
        assertEquals(
                summary.parameters(),
                summary.rows().stream().mapToLong(Summary.Row::parameters).sum());
        assertEquals(1, rowsOf(new Lstm(2, 3, initialiser), 4, 1, 2));
        assertEquals(14, rowsOf(new TransformerDecoderLayer(TransformerOptions.of(4, 2, 6), initialiser), 1, 3, 4));
    }

    private static int rowsOf(Module module, int... input) {
        return Summary.of(module, Tensors.zeros(DType.FLOAT32, input)).rows().size();
    }

    @Test
    void aModelIsWrittenAsInPyTorch() {
        assertEquals("""
                Sequential(
                  (0): Linear(in_features=2, out_features=3, bias=True)
                  (1): Activation()
                  (2): Linear(in_features=3, out_features=1, bias=True)
                )""", model(1).toString());
    }

    @Test
    void aSummaryTellsShapesParametersAndMemory() {
        Module model = model(1);
        Summary summary = Summary.of(model, Tensors.zeros(DType.FLOAT32, 5, 2));
        assertEquals(13, summary.parameters());
        assertEquals(52, summary.parameterBytes());
        assertEquals(5 * (3 + 3 + 1) * 4, summary.outputBytes());
        assertEquals("""
                Module          Output          Parameters      Memory
                0 (Linear)      [5, 3]                   9        60 B
                1 (Activation)  [5, 3]                   0        60 B
                2 (Linear)      [5, 1]                   4        20 B
                Sequential      [5, 1]                   0        20 B
                13 parameters (52 B), buffers 0 B, outputs 140 B""", summary.toString());
        assertEquals(true, model.isTraining());
    }
}
