package io.github.gradlock.benchmark;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.TracedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor of a {@link Tape}: elements in row-major order, held as doubles that its element type has. Two are told apart by identity. */
public final class Value {
    private final ElementType type;
    private final long[] shape;
    private final double[] elements;

    private Value(ElementType type, double[] elements, long... shape) {
        this.type = type;
        this.shape = shape;
        this.elements = elements;
    }

    /**
     * Rounds elements to a type.
     *
     * @throws IllegalArgumentException if shape and number of elements do not agree
     */
    public static Value of(ElementType type, double[] elements, long... shape) {
        if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements do not fill " + Arrays.toString(shape));
        }
        double[] rounded = Arrays.stream(elements)
                .map(element -> Precision.round(type, element))
                .toArray();
        return new Value(type, rounded, shape.clone());
    }

    /** Reads elements from their little-endian bytes. */
    public static Value read(ElementType type, ByteBuffer bits, long... shape) {
        ByteBuffer in = bits.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        double[] elements = new double[in.remaining() / type.bytes()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Precision.get(type, in);
        }
        return new Value(type, elements, shape.clone());
    }

    /** Returns the element type. */
    public ElementType type() {
        return type;
    }

    /** Returns the sizes of the dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /** Returns the size of a dimension. */
    public int size(int dimension) {
        return (int) shape[dimension];
    }

    /** Returns the elements, as a copy. */
    public double[] elements() {
        return elements.clone();
    }

    /** Returns the number of elements. */
    public int count() {
        return elements.length;
    }

    /** Returns an element by its place in row-major order. */
    public double at(int index) {
        return elements[index];
    }

    /** Returns a row of a matrix, as a copy; for a vector or a scalar, all of it. */
    public double[] row(int index) {
        int width = shape.length < 2 ? elements.length : size(shape.length - 1);
        return Arrays.copyOfRange(elements, index * width, (index + 1) * width);
    }

    /** Returns a column of a matrix, as a copy. */
    public double[] column(int index) {
        double[] column = new double[size(0)];
        for (int i = 0; i < column.length; i++) {
            column[i] = elements[i * size(1) + index];
        }
        return column;
    }

    /** Returns the elements as little-endian bytes. */
    public ByteBuffer bits() {
        ByteBuffer out = ByteBuffer.allocate(elements.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double element : elements) {
            Precision.put(type, out, element);
        }
        return out.flip();
    }

    /** Returns this as a recorder takes it. */
    public TracedTensor traced() {
        return new TracedTensor(this, type, shape(), this::bits);
    }
}
