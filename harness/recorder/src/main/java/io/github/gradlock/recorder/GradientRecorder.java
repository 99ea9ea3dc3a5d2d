package io.github.gradlock.recorder;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records the tensors of a case, bit for bit; a test method takes one as a parameter.
 *
 * <p>Names are unique in a case, not empty and without {@code /}. Shapes list the sizes of the dimensions, outermost
 * first; none means a scalar, which has one element. Elements are row-major. A NaN is recorded as the canonical quiet
 * NaN of its type; all other bits as they are. All methods throw {@link IllegalArgumentException} if the name is taken
 * or not allowed, or if the shape and the number of elements do not agree, and {@link java.io.UncheckedIOException} if
 * the results cannot be written. Safe for use by several threads.
 */
public interface GradientRecorder {
    /** Records float32 elements. */
    default void record(String name, float[] values, long... shape) {
        ByteBuffer bits = PlainElements.allocate(ElementType.F32, values.length);
        bits.asFloatBuffer().put(values);
        record(name, ElementType.F32, shape, bits);
    }

    /** Records float64 elements. */
    default void record(String name, double[] values, long... shape) {
        ByteBuffer bits = PlainElements.allocate(ElementType.F64, values.length);
        bits.asDoubleBuffer().put(values);
        record(name, ElementType.F64, shape, bits);
    }

    /** Records int64 elements. */
    default void record(String name, long[] values, long... shape) {
        ByteBuffer bits = PlainElements.allocate(ElementType.I64, values.length);
        bits.asLongBuffer().put(values);
        record(name, ElementType.I64, shape, bits);
    }

    /** Records int32 elements. */
    default void record(String name, int[] values, long... shape) {
        ByteBuffer bits = PlainElements.allocate(ElementType.I32, values.length);
        bits.asIntBuffer().put(values);
        record(name, ElementType.I32, shape, bits);
    }

    /** Records bool elements, a byte each. */
    default void record(String name, boolean[] values, long... shape) {
        ByteBuffer bits = PlainElements.allocate(ElementType.BOOL, values.length);
        for (int i = 0; i < values.length; i++) {
            bits.put(i, (byte) (values[i] ? 1 : 0));
        }
        record(name, ElementType.BOOL, shape, bits);
    }

    /**
     * Records a tensor of a library: of gradlock's engine, a DJL {@code NDArray}, an ND4J {@code INDArray}, or of any that
     * a {@link TensorAdapter} reads; a view as it looks, row-major. A number, a truth value or an array of one element
     * is recorded as a scalar.
     *
     * @throws IllegalArgumentException also if the tensor is null, no adapter reads its class, or its element type is not recorded
     */
    default void record(String name, Object tensor) {
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' is null: if it is a gradient, nothing was propagated to it;"
                            + " look whether its tensor requires one, and is used by what backward starts from");
        }
        if (!PlainElements.recordScalar(this, name, tensor)) {
            TracedTensor read = TensorAdapters.read(tensor);
            record(name, read.type(), read.shape(), read.elements().get());
        }
    }

    /** Records elements of any type, given as their little-endian bytes; the buffer's position stays. */
    void record(String name, ElementType type, long[] shape, ByteBuffer littleEndianElements);

    /** Returns whether operations should be passed to {@link #trace}; it costs a hash of every intermediate result. */
    boolean tracing();

    /**
     * Records an executed operation; does nothing unless {@link #tracing}.
     *
     * <p>Tensors are told apart by the identity of {@link TracedTensor#identity}. One first seen as an input is recorded
     * before, as the output of a step named {@code input}; one seen again as an output (changed in place) counts as new.
     *
     * @param phase {@code forward} or {@code backward}
     * @param op name of the operation
     * @param attributes its attributes as text, in their order
     * @param replay executes the operation again on other inputs, which is how {@code gradlock explain} confirms that it is
     *     this operation that gives other bits; null if it cannot be
     */
    void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs,
            @Nullable Replay replay);

    /** Records an executed operation that cannot be executed again. */
    default void trace(
            String phase,
            String op,
            Map<String, String> attributes,
            List<TracedTensor> inputs,
            List<TracedTensor> outputs) {
        trace(phase, op, attributes, inputs, outputs, null);
    }

    /** Returns the number of this process among those of the environment, from 0; results must not depend on it. */
    int restart();

    /** Returns the number of this execution in its process, from 0; results must not depend on it. */
    int iteration();

    /** Returns the seed of the run, for all randomness of the test. */
    long seed();
}
