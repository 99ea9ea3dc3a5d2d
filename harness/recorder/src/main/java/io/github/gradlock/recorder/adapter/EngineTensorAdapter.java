package io.github.gradlock.recorder.adapter;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.TensorAdapter;
import io.github.gradlock.recorder.TracedTensor;
import java.util.stream.IntStream;

/** Reads tensors of gradlock's engine. */
public final class EngineTensorAdapter implements TensorAdapter {
    /** Creates the adapter; {@link java.util.ServiceLoader} calls it. */
    public EngineTensorAdapter() {}

    @Override
    public String type() {
        return "io.github.gradlock.engine.tensor.Tensor";
    }

    @Override
    public TracedTensor read(Object tensor) {
        Tensor own = (Tensor) tensor;
        long[] shape = IntStream.of(own.shape().sizes()).asLongStream().toArray();
        return new TracedTensor(own, type(own), shape, own::toBytes);
    }

    private static ElementType type(Tensor tensor) {
        return switch (tensor.dtype()) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case INT64 -> ElementType.I64;
            case BOOL -> ElementType.BOOL;
        };
    }
}
