package io.github.gradlock.benchmark.sweep;

import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Moves numbers of a tensor away from zero.
 *
 * <p>Only normal numbers are moved: zero has nothing that is relative to it, and a mask's infinities stay what they are.
 *
 * @param size how far
 * @param isOne whether only one number is moved, the first normal one from the middle on, instead of all
 */
record Perturbation(Size size, boolean isOne) {
    /** Returns all of them. */
    static List<Perturbation> all() {
        return List.of(Size.values()).stream()
                .flatMap(size -> List.of(new Perturbation(size, true), new Perturbation(size, false)).stream())
                .toList();
    }

    /** Returns whether a tensor has a number to move, and memory of its own to move it in. */
    static boolean applies(Tensor tensor, Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.storage() == tensor.storage()) {
                return false;
            }
        }
        return tensor.isContiguous()
                && (tensor.storage() instanceof HostStorage.Float32 || tensor.storage() instanceof HostStorage.Float64)
                && first(type(tensor), tensor.toBytes()) >= 0;
    }

    /** Moves numbers in the tensor's own memory. */
    void apply(Tensor tensor) {
        ByteBuffer moved = moved(type(tensor), tensor.toBytes());
        for (int i = 0; i < tensor.numel(); i++) {
            if (tensor.storage() instanceof HostStorage.Float32 floats) {
                floats.data()[tensor.offset() + i] = moved.getFloat(4 * i);
            } else {
                HostStorage.doubles(tensor)[tensor.offset() + i] = moved.getDouble(8 * i);
            }
        }
    }

    /** Returns a copy of elements with numbers moved. */
    ByteBuffer moved(ElementType type, ByteBuffer bits) {
        ByteBuffer copy = ByteBuffer.allocate(bits.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bits.duplicate())
                .flip();
        int count = copy.remaining() / type.bytes();
        int from = isOne ? Math.max(0, first(type, copy)) : 0;
        for (int i = from; i < (isOne ? Math.min(count, from + 1) : count); i++) {
            if (isNormal(type, copy, i)) {
                if (type == ElementType.F32) {
                    copy.putFloat(4 * i, size.move(copy.getFloat(4 * i)));
                } else {
                    copy.putDouble(8 * i, size.move(copy.getDouble(8 * i)));
                }
            }
        }
        return copy;
    }

    /** Returns the first normal number from the middle on, round to the beginning; −1 if there is none. */
    private static int first(ElementType type, ByteBuffer bits) {
        ByteBuffer in = bits.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int count = in.remaining() / type.bytes();
        for (int i = 0; i < count; i++) {
            int at = (count / 2 + i) % count;
            if (isNormal(type, in, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isNormal(ElementType type, ByteBuffer bits, int index) {
        double x = type == ElementType.F32 ? bits.getFloat(4 * index) : bits.getDouble(8 * index);
        double least = type == ElementType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        return Math.abs(x) >= least && Double.isFinite(x);
    }

    private static ElementType type(Tensor tensor) {
        return tensor.storage() instanceof HostStorage.Float32 ? ElementType.F32 : ElementType.F64;
    }

    /** Returns the words in case ids, {@code 1ulp/one}. */
    String id() {
        return size.id() + (isOne ? "/one" : "/all");
    }
}
