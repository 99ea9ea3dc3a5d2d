package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes safetensors files by their specification, streaming: tensors with wide elements first, then by name, so that
 * every tensor is aligned to its element; the header padded with spaces to a multiple of eight bytes.
 */
public final class SafetensorsWriter {
    private final List<Tensor> tensors = new ArrayList<>();

    /** Where elements come from when their turn comes. */
    @FunctionalInterface
    public interface Source {
        /** Returns the elements. */
        TensorData elements() throws IOException;
    }

    private record Tensor(String name, ElementType type, List<Long> shape, Source source) {
        long byteCount() {
            return Elements.byteCount(type, shape.stream().mapToLong(i -> i).toArray());
        }
    }

    /** Adds a tensor; its elements are fetched when the file is written. */
    public void add(String name, ElementType type, List<Long> shape, Source elements) {
        if (name.equals("__metadata__")) {
            throw new IllegalArgumentException("the name __metadata__ is reserved by safetensors");
        }
        tensors.add(new Tensor(name, type, List.copyOf(shape), elements));
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return tensors.isEmpty();
    }

    /**
     * Writes the file; {@code metadata} is free text under {@code __metadata__}, left out if empty.
     *
     * @throws IllegalArgumentException if two tensors have the same name, or one yields too few or too many bytes
     */
    public void write(Path file, Map<String, String> metadata) throws IOException {
        List<Tensor> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.<Tensor>comparingInt(t -> -t.type().bytes())
                .thenComparing(Tensor::name, CodePointOrder.INSTANCE));
        ByteBuffer header = header(ordered, metadata);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(out, header);
            for (Tensor tensor : ordered) {
                TensorData elements = tensor.source().elements();
                if (elements.bytes() != tensor.byteCount()) {
                    throw new IllegalArgumentException("tensor '" + tensor.name() + "' of " + tensor.type() + " "
                            + tensor.shape() + " came with " + elements.bytes() + " bytes");
                }
                for (long at = 0; at < elements.bytes(); at += TensorData.PIECE) {
                    writeAll(out, elements.slice(at, (int) Math.min(TensorData.PIECE, elements.bytes() - at)));
                }
            }
        }
    }

    private static ByteBuffer header(List<Tensor> ordered, Map<String, String> metadata) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            fields.put("__metadata__", metadata);
        }
        long at = 0;
        for (Tensor tensor : ordered) {
            long end = at + tensor.byteCount();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(at, end));
            if (fields.put(tensor.name(), entry) != null) {
                throw new IllegalArgumentException("two tensors are named '" + tensor.name() + "'");
            }
            at = end;
        }
        byte[] text = Json.line(fields).getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        if (padded > Limits.SAFETENSORS_HEADER) {
            throw new IllegalArgumentException("a header of " + padded + " bytes; safetensors allows 100000000");
        }
        ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
