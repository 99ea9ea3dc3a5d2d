package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a tensor in short.
 *
 * @param count how many there are
 * @param least of those that are numbers, −0 before 0; null if there is none
 * @param greatest of those that are numbers; null if there is none
 * @param nans how many are no numbers
 * @param infinities how many are infinite, of either sign
 * @param first the first ones
 */
public record ElementSummary(
        long count, @Nullable Scalar least, @Nullable Scalar greatest, long nans, long infinities, List<Scalar> first) {
    /** Copies the list. */
    public ElementSummary {
        first = List.copyOf(first);
    }

    /**
     * Reads all elements.
     *
     * @param shown how many of the first are kept
     */
    public static ElementSummary of(ElementType type, TensorData elements, int shown) throws IOException {
        long least = 0;
        long greatest = 0;
        long numbers = 0;
        long nans = 0;
        long infinities = 0;
        List<Scalar> first = new ArrayList<>();
        for (long start = 0; start < elements.bytes(); start += TensorData.PIECE) {
            ByteBuffer piece = elements.slice(start, (int) Math.min(TensorData.PIECE, elements.bytes() - start));
            for (int at = 0; at < piece.limit(); at += type.bytes()) {
                long bits = Bits.read(type, piece, at);
                if (first.size() < shown) {
                    first.add(new Scalar(type, bits));
                }
                if (Bits.isNaN(type, bits)) {
                    nans++;
                    continue;
                }
                infinities += Bits.isInfinite(type, bits) ? 1 : 0;
                least = numbers == 0 || isLess(type, bits, least) ? bits : least;
                greatest = numbers == 0 || isLess(type, greatest, bits) ? bits : greatest;
                numbers++;
            }
        }
        return new ElementSummary(
                elements.bytes() / type.bytes(),
                numbers == 0 ? null : new Scalar(type, least),
                numbers == 0 ? null : new Scalar(type, greatest),
                nans,
                infinities,
                first);
    }

    private static boolean isLess(ElementType type, long bits, long other) {
        return type.isFloating()
                ? Double.compare(Bits.toDouble(type, bits), Bits.toDouble(type, other)) < 0
                : Bits.toLong(type, bits) < Bits.toLong(type, other);
    }
}
