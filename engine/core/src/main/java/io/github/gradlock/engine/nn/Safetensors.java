package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.SafetensorsReader;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes and reads tensors by name as safetensors, which PyTorch's users exchange models in.
 *
 * <p>float32, float64, int64 and bool are kept; on reading, float16 and bfloat16 become float32, and smaller integers int64, all
 * exactly.
 */
public final class Safetensors {
    private Safetensors() {}

    /**
     * Writes a file, in place of one that is there; a file that is there is replaced only when the new one is whole.
     *
     * @param tensors by name, of any dtype and any strides; each is written as contiguous
     * @param metadata free text under {@code __metadata__}; PyTorch's libraries write {@code format=pt} there
     * @throws IOException naming the file, if it cannot be written
     */
    public static void save(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, tensor) -> writer.add(
                name, elementType(tensor.dtype()), sizes(tensor.shape()), () -> TensorData.of(tensor.toBytes())));
        try {
            replace(file, writer, metadata);
        } catch (IOException e) {
            throw named("write", file, e);
        }
    }

    private static void replace(Path file, SafetensorsWriter writer, Map<String, String> metadata) throws IOException {
        Path half = Files.createTempFile(file.toAbsolutePath().getParent(), ".safetensors", ".half");
        try {
            Files.delete(half);
            writer.write(half, metadata);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static IOException named(String action, Path file, Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            reason = "no such file or folder";
        } else if (cause instanceof BundleException fault) {
            String inside = file + ":";
            String at = fault.location().startsWith(inside) ? fault.location().substring(inside.length()) + ": " : "";
            reason = (at.isEmpty() ? "" : "not a safetensors file: ") + at + fault.getMessage() + "; " + fault.hint();
        }
        return new IOException("cannot " + action + " " + file + ": " + reason, cause);
    }

    /** Writes a file with the metadata that PyTorch's libraries expect. */
    public static void save(Path file, Map<String, Tensor> tensors) throws IOException {
        save(file, tensors, Map.of("format", "pt"));
    }

    /**
     * Reads a file.
     *
     * @return tensors by name, in the order of the names
     * @throws IOException naming the file, if it cannot be read, and with the offset of the fault, if it is no safetensors file
     */
    public static Map<String, Tensor> load(Path file) throws IOException {
        try {
            return read(file);
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            throw named("read", file, e);
        }
    }

    private static Map<String, Tensor> read(Path file) throws IOException {
        SafetensorsReader reader = SafetensorsReader.open(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsReader.Entry> entry : reader.tensors().entrySet()) {
            int[] sizes =
                    entry.getValue().shape().stream().mapToInt(Math::toIntExact).toArray();
            tensors.put(
                    entry.getKey(),
                    tensor(
                            entry.getValue().type(),
                            Shape.of(sizes),
                            reader.elements(entry.getKey()).whole()));
        }
        return tensors;
    }

    private static List<Long> sizes(Shape shape) {
        return IntStream.of(shape.sizes()).mapToObj(size -> (long) size).toList();
    }

    /** Returns what safetensors calls a dtype. */
    public static ElementType elementType(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case INT64 -> ElementType.I64;
            case BOOL -> ElementType.BOOL;
        };
    }

    /**
     * Makes a tensor of a file's elements; float16 and bfloat16 become float32, and all integers int64.
     *
     * @param elements row-major, little-endian, as many as the shape says; the buffer's position stays
     */
    public static Tensor tensor(ElementType type, Shape shape, ByteBuffer elements) {
        int count = shape.numel();
        ByteBuffer from = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Tensor flat =
                switch (type) {
                    case F64 -> {
                        double[] values = new double[count];
                        from.asDoubleBuffer().get(values);
                        yield Tensors.of(values, count);
                    }
                    case F32, F16, BF16 -> Tensors.of(floats(type, count, from), count);
                    case I64, I32, I16, I8, U8 -> Tensors.of(longs(type, count, from), count);
                    case BOOL -> {
                        boolean[] values = new boolean[count];
                        for (int i = 0; i < count; i++) {
                            values[i] = from.get() != 0;
                        }
                        yield Tensors.of(values, count);
                    }
                };
        return flat.alias(shape, shape.contiguousStrides(), 0);
    }

    private static float[] floats(ElementType type, int count, ByteBuffer from) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case F16 -> HalfPrecision.toFloat(from.getShort());
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                default -> from.getFloat();
            };
        }
        return values;
    }

    private static long[] longs(ElementType type, int count, ByteBuffer from) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case I64 -> from.getLong();
                case I32 -> from.getInt();
                case I16 -> from.getShort();
                case U8 -> from.get() & 0xFF;
                default -> from.get();
            };
        }
        return values;
    }
}
