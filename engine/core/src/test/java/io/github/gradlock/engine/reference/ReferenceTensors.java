package io.github.gradlock.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads tensors of a safetensors file by key. */
final class ReferenceTensors {
    private final ByteBuffer data;
    private final JsonNode header;

    ReferenceTensors(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        byte[] json = new byte[length];
        all.get(json);
        header = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
        data = all.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    Tensor get(String key) {
        JsonNode entry = header.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor " + key);
        }
        int[] sizes = new int[entry.get("shape").size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = entry.get("shape").get(i).asInt();
        }
        Shape shape = Shape.of(sizes);
        int from = entry.get("data_offsets").get(0).asInt();
        Tensor flat = read(entry.get("dtype").asText(), from, shape.numel());
        return flat.alias(shape, shape.contiguousStrides(), 0);
    }

    private Tensor read(String dtype, int from, int count) {
        switch (dtype) {
            case "F64" -> {
                double[] values = new double[count];
                data.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(from)
                        .asDoubleBuffer()
                        .get(values);
                return Tensors.of(values, count);
            }
            case "I64" -> {
                long[] values = new long[count];
                data.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(from)
                        .asLongBuffer()
                        .get(values);
                return Tensors.of(values, count);
            }
            case "BOOL" -> {
                boolean[] values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = data.get(from + i) != 0;
                }
                return Tensors.of(values, count);
            }
            default -> throw new UnsupportedCallException("dtype " + dtype);
        }
    }
}
