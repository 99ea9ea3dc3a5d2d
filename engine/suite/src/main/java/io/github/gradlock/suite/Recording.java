package io.github.gradlock.suite;

import io.github.gradlock.engine.nn.Safetensors;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.Replay;
import io.github.gradlock.recorder.TracedTensor;
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
        recorder.record(name, Safetensors.elementType(tensor.dtype()), sizes(tensor.shape()), tensor.toBytes());
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
                recorder.trace(
                        phase.toString(), op.name(), attributes, traced(inputs), traced(outputs), replay(op, inputs));
            }
        });
    }

    /** Executes an operation on row-major copies, with nobody listening; they require no gradient, so nothing is recorded of it. */
    private static Replay replay(Op op, Tensor[] originals) {
        return elements -> {
            Tensor[] inputs = new Tensor[originals.length];
            for (int i = 0; i < inputs.length; i++) {
                Tensor original = originals[i];
                inputs[i] = Safetensors.tensor(
                        Safetensors.elementType(original.dtype()), original.shape(), elements.get(i));
            }
            OpListener.Scope unheard = OpListener.listen((again, phase, in, out) -> {});
            try (unheard) {
                return Stream.of(Dispatch.apply(op, inputs))
                        .map(Tensor::toBytes)
                        .toList();
            }
        };
    }

    private static List<TracedTensor> traced(Tensor[] tensors) {
        return Stream.of(tensors)
                .map(tensor -> new TracedTensor(
                        tensor, Safetensors.elementType(tensor.dtype()), sizes(tensor.shape()), () -> tensor.toBytes()))
                .toList();
    }

    private static long[] sizes(Shape shape) {
        return IntStream.of(shape.sizes()).asLongStream().toArray();
    }
}
