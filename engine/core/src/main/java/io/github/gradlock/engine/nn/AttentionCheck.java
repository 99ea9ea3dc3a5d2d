package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Whether inputs and masks of attention in several heads fit, and how masks are laid over its scores {@code [n, heads, l, s]}. */
final class AttentionCheck {
    private static final String OP = "multi_head_attention: ";

    private AttentionCheck() {}

    static void require(int width, boolean batchFirst, Tensor query, Tensor key, Tensor value) {
        int rank = query.rank();
        int batch = batchFirst ? 0 : 1;
        boolean fit = (rank == 2 || rank == 3)
                && key.shape().equals(value.shape())
                && key.rank() == rank
                && query.size(-1) == width
                && key.size(-1) == width
                && (rank == 2 || query.size(batch) == key.size(batch));
        if (!fit) {
            String wanted = batchFirst ? "[batch, length, " : "[length, batch, ";
            throw new IllegalArgumentException(OP + "expected query, key and value " + wanted + width
                    + "] or [length, " + width + "], key and value of one shape, got query " + query.shape() + ", key "
                    + key.shape() + ", value " + value.shape());
        }
    }

    static @Nullable Tensor attention(@Nullable Tensor mask, Shape scores) {
        if (mask == null) {
            return null;
        }
        requireKind("attn_mask", mask);
        int[] sizes = scores.sizes();
        Shape whole = Shape.of(sizes[2], sizes[3]);
        Shape each = Shape.of(sizes[0] * sizes[1], sizes[2], sizes[3]);
        if (!mask.shape().equals(whole) && !mask.shape().equals(each)) {
            throw new IllegalArgumentException(
                    OP + "the shape of the attn_mask is " + mask.shape() + ", but should be " + whole + " or " + each);
        }
        return mask.rank() == 2 ? mask : mask.reshape(sizes);
    }

    static @Nullable Tensor keyPadding(@Nullable Tensor mask, Shape scores) {
        if (mask == null) {
            return null;
        }
        requireKind("key_padding_mask", mask);
        int[] sizes = scores.sizes();
        Shape wanted = Shape.of(sizes[0], sizes[3]);
        if (!mask.shape().equals(wanted)) {
            throw new IllegalArgumentException(
                    OP + "the shape of the key_padding_mask is " + mask.shape() + ", but should be " + wanted);
        }
        return mask.reshape(sizes[0], 1, 1, sizes[3]);
    }

    private static void requireKind(String name, Tensor mask) {
        if (mask.dtype() != DType.BOOL && !mask.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    OP + "only bool and floating types of " + name + " are supported, got " + mask.dtype());
        }
    }
}
