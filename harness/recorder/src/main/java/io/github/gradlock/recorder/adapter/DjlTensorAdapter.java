package io.github.gradlock.recorder.adapter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.TensorAdapter;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;

/** Reads arrays of the Deep Java Library, of whichever of its engines. */
public final class DjlTensorAdapter implements TensorAdapter {
    /** Creates the adapter; {@link java.util.ServiceLoader} calls it. */
    public DjlTensorAdapter() {}

    @Override
    public String type() {
        return "ai.djl.ndarray.NDArray";
    }

    @Override
    public TracedTensor read(Object tensor) {
        NDArray array = (NDArray) tensor;
        ElementType type = elementType(array.getDataType());
        return new TracedTensor(array, type, array.getShape().getShape().clone(), () -> elements(array, type));
    }

    /** DJL copies an array to the host densely, row-major, in the machine's order of bytes. */
    private static ByteBuffer elements(NDArray array, ElementType type) {
        return NativeElements.littleEndian(array.toByteBuffer(), type);
    }

    private static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case INT64 -> ElementType.I64;
            case INT32 -> ElementType.I32;
            case INT16 -> ElementType.I16;
            case INT8 -> ElementType.I8;
            case UINT8 -> ElementType.U8;
            case BOOLEAN -> ElementType.BOOL;
            default -> throw NativeElements.notRecorded("NDArray", type);
        };
    }
}
