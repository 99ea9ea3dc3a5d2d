package io.github.gradlock.suite;

import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.probe.GradientRecorder;
import io.github.gradlock.probe.TracedTensor;
import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries tensors and executed operations of the engine to a recorder. */
public final class Recording {
    private Recording() {}

    /** Records a tensor, whatever its strides. */
    public static void record(GradientRecorder recorder, String name, Tensor tensor) {
        recorder.record(name, type(tensor.dtype()), sizes(tensor.shape()), elements(tensor));
    }

    /** Records a gradient for each input, {@code grad.0} and so on; one that does not exist is recorded as missing. */
    public static void recordAll(GradientRecorder recorder, String prefix, List<? extends @Nullable Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            if (tensor == null) {
                recorder.record(prefix + "." + i + ".none", new boolean[] {true});
            } else {
                record(recorder, prefix + "." + i, tensor);
            }
        }
    }

    /** Tells the recorder of every operation that the current thread executes until the scope is closed. */
    public static OpListener.Scope trace(GradientRecorder recorder) {
        return OpListener.listen((op, phase, inputs, outputs) -> {
            if (recorder.tracing()) {
                Map<String, String> attributes = new LinkedHashMap<>();
                op.attributes().forEach((name, value) -> attributes.put(name, String.valueOf(value)));
                recorder.trace(phase.toString(), op.name(), attributes, traced(inputs), traced(outputs));
            }
        });
    }

    private static List<TracedTensor> traced(Tensor[] tensors) {
        return Stream.of(tensors)
                .map(tensor ->
                        new TracedTensor(tensor, type(tensor.dtype()), sizes(tensor.shape()), () -> elements(tensor)))
                .toList();
    }

    private static long[] sizes(Shape shape) {
        return IntStream.of(shape.sizes()).asLongStream().toArray();
    }

    private static ElementType type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case INT64 -> ElementType.I64;
            case BOOL -> ElementType.BOOL;
        };
    }

    private static ByteBuffer elements(Tensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.numel() * tensor.dtype().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case FLOAT32 -> bytes.asFloatBuffer().put(tensor.toFloatArray());
            case FLOAT64 -> bytes.asDoubleBuffer().put(tensor.toDoubleArray());
            case INT64 -> bytes.asLongBuffer().put(tensor.toLongArray());
            case BOOL -> {
                for (boolean value : tensor.toBooleanArray()) {
                    bytes.put((byte) (value ? 1 : 0));
                }
                bytes.rewind();
            }
        }
        return bytes;
    }
}
