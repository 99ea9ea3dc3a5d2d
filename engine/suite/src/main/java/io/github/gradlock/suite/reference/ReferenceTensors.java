package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The tensors of a safetensors file, by key. */
final class ReferenceTensors {
    private static final int LENGTH_BYTES = 8;

    private final ByteBuffer data;
    private final JsonNode header;

    ReferenceTensors(byte[] file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        header = new ObjectMapper().readTree(file, LENGTH_BYTES, length);
        data = all.position(LENGTH_BYTES + length).slice();
    }

    /** Returns a new tensor with the elements of a key. */
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
        ByteBuffer elements = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(from);
        return switch (dtype) {
            case "F64" -> {
                double[] values = new double[count];
                elements.asDoubleBuffer().get(values);
                yield Tensors.of(values, count);
            }
            case "F32" -> {
                float[] values = new float[count];
                elements.asFloatBuffer().get(values);
                yield Tensors.of(values, count);
            }
            case "I64" -> {
                long[] values = new long[count];
                elements.asLongBuffer().get(values);
                yield Tensors.of(values, count);
            }
            // The engine's only integers are int64, which hold the narrower ones.
            case "I32", "U8" -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = dtype.equals("I32") ? elements.getInt() : Byte.toUnsignedLong(elements.get());
                }
                yield Tensors.of(values, count);
            }
            case "BOOL" -> {
                boolean[] values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = elements.get() != 0;
                }
                yield Tensors.of(values, count);
            }
            default -> throw new UnsupportedCallException("dtype " + dtype);
        };
    }
}
