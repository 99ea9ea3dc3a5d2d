package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.diff.Scalar;
import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A captured tensor.
 *
 * @param type of its elements
 * @param shape sizes of its dimensions, outermost first
 * @param bits of each element, row-major, zero-extended to 64
 * @param numbers the same as binary64: exact for floating types
 */
public record Values(ElementType type, List<Long> shape, long[] bits, double[] numbers) {
    /** Tensors of more elements are not looked into. */
    public static final int MOST = 1 << 20;

    /** Copies the shape. */
    public Values {
        shape = List.copyOf(shape);
    }

    /** Reads little-endian elements. */
    public static Values of(ElementType type, List<Long> shape, ByteBuffer elements) {
        ByteBuffer source = elements.slice().order(ByteOrder.LITTLE_ENDIAN);
        int count = source.limit() / type.bytes();
        long[] bits = new long[count];
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            bits[i] = bits(type, source, i * type.bytes());
            numbers[i] = new Scalar(type, bits[i]).toDouble();
        }
        return new Values(type, shape, bits, numbers);
    }

    private static long bits(ElementType type, ByteBuffer source, int at) {
        return switch (type.bytes()) {
            case 1 -> source.get(at) & 0xFFL;
            case 2 -> source.getShort(at) & 0xFFFFL;
            case 4 -> source.getInt(at) & 0xFFFF_FFFFL;
            default -> source.getLong(at);
        };
    }

    int count() {
        return bits.length;
    }

    boolean isFloating() {
        return type.isFloating();
    }

    /** Returns whether it is binary32 or binary64, which are what most programs compute with. */
    boolean isOrdinary() {
        return type == ElementType.F32 || type == ElementType.F64;
    }

    /** Returns whether an element has unlike bits in two tensors of one type. */
    boolean differs(Values other, int index) {
        return bits[index] != other.bits[index];
    }

    /** Returns the indices of the elements that have unlike bits in another tensor of this type and number of elements. */
    List<Integer> differing(Values other) {
        return IntStream.range(0, count())
                .filter(i -> differs(other, i))
                .boxed()
                .toList();
    }

    boolean sameBits(Values other) {
        return type == other.type && Arrays.equals(bits, other.bits);
    }

    /** Returns half the distance from 1 to the next number of the type: what one rounding can be wrong by, relative. */
    double unitRoundoff() {
        return isFloating() ? arithmetic().unitRoundoff() : 0;
    }

    /** Returns the smallest positive normal number of the type. */
    double smallestNormal() {
        return arithmetic().smallestNormal();
    }

    Arithmetic arithmetic() {
        return Arithmetic.of(type);
    }

    /** Returns the largest finite magnitude, 0 if there is none. */
    double scale() {
        double largest = 0;
        for (double number : numbers) {
            double magnitude = Math.abs(number);
            largest = magnitude > largest && magnitude < Double.POSITIVE_INFINITY ? magnitude : largest;
        }
        return largest;
    }

    /** Returns a matrix with its dimensions exchanged, and anything else as it is. */
    Values transposed() {
        if (shape.size() != 2 || count() == 0) {
            return this;
        }
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(1));
        long[] otherBits = new long[count()];
        double[] others = new double[count()];
        for (int i = 0; i < otherBits.length; i++) {
            int from = i % rows * columns + i / rows;
            otherBits[i] = bits[from];
            others[i] = numbers[from];
        }
        return new Values(type, List.of(shape.get(1), shape.get(0)), otherBits, others);
    }

    /** Returns the size of a dimension, counted from the last one, which is 1. */
    int sizeFromLast(int dimension) {
        return Math.toIntExact(shape.get(shape.size() - dimension));
    }

    /** Returns the same elements as a matrix whose rows are the first dimensions. */
    Values asMatrix(int rows) {
        long height = shape.subList(0, rows).stream().reduce(1L, (a, b) -> a * b);
        return new Values(type, List.of(height, height == 0 ? 0 : count() / height), bits, numbers);
    }

    /** Returns the tensor with other numbers of its type, each of them exact in it. */
    Values with(double[] others) {
        long[] otherBits = new long[others.length];
        for (int i = 0; i < others.length; i++) {
            otherBits[i] = type == ElementType.F32
                    ? Float.floatToIntBits((float) others[i]) & 0xFFFF_FFFFL
                    : Double.doubleToLongBits(others[i]);
        }
        return new Values(type, shape, otherBits, others);
    }
}
