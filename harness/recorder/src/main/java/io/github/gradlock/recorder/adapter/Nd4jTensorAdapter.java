package io.github.gradlock.recorder.adapter;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.TensorAdapter;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads arrays of ND4J, DL4J's library of arrays. */
public final class Nd4jTensorAdapter implements TensorAdapter {
    /** Creates the adapter; {@link java.util.ServiceLoader} calls it. */
    public Nd4jTensorAdapter() {}

    @Override
    public String type() {
        return "org.nd4j.linalg.api.ndarray.INDArray";
    }

    @Override
    public TracedTensor read(Object tensor) {
        INDArray array = (INDArray) tensor;
        ElementType type = elementType(array.dataType());
        return new TracedTensor(array, type, shape(array), () -> elements(array, type));
    }

    /** An empty array may have the shape of a scalar. */
    private static long[] shape(INDArray array) {
        return array.isEmpty() && array.shape().length == 0
                ? new long[] {0}
                : array.shape().clone();
    }

    /** A copy in order c is dense and row-major; an empty array has no buffer to ask. */
    private static ByteBuffer elements(INDArray array, ElementType type) {
        return array.isEmpty()
                ? ByteBuffer.allocate(0)
                : NativeElements.littleEndian(array.dup('c').data().asNio(), type);
    }

    private static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT -> ElementType.F32;
            case DOUBLE -> ElementType.F64;
            case HALF -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case LONG -> ElementType.I64;
            case INT -> ElementType.I32;
            case SHORT -> ElementType.I16;
            case BYTE -> ElementType.I8;
            case UBYTE -> ElementType.U8;
            case BOOL -> ElementType.BOOL;
            default -> throw NativeElements.notRecorded("INDArray", type);
        };
    }
}
