package io.github.gradlock.engine.tensor;

import java.util.function.Supplier;

/**
 * Gives the memory of tensors back at the end of a block, for the next one to use:
 *
 * <pre>{@code
 * for (Batch batch : batches) {
 *     try (TensorScope scope = TensorScope.open()) {
 *         optimizer.zeroGrad();
 *         Tensor loss = Losses.crossEntropy(model.forward(batch.images()), batch.labels());
 *         loss.backward();
 *         optimizer.step();
 *         total += loss.item();
 *     }
 * }
 * }</pre>
 *
 * <p>Without one the garbage collector does that, later, and every result lies in memory that is cold and has to be cleared first, which may take longer
 * than the arithmetic. Bits are the same with and without.
 *
 * <p>Tensors that this thread makes in the block are not to be used after it, nor views of them: that is an {@link IllegalStateException}. Only very small
 * ones may outlive it unnoticed, and so may what another thread is still reading. All of them stay until the block ends, also those that nobody refers to: a
 * scope is for a step, not for an epoch. What was made before the block, gradients of leaves, and what optimisers remember are left alone, and so is what {@link
 * #keep} was told of. Scopes may be opened within one another.
 */
public final class TensorScope implements AutoCloseable {
    private final ScopedMemory memory = ScopedMemory.open();

    private TensorScope() {}

    /** Opens a scope of this thread, to be closed by it. */
    public static TensorScope open() {
        return new TensorScope();
    }

    /** Runs an action whose tensors belong to no scope, however many are open. */
    public static <T> T outside(Supplier<T> action) {
        return ScopedMemory.outsideAll(action);
    }

    /**
     * Lets a tensor outlive the scope; it then belongs to the one around, if there is one. What autograd knows of its history is not kept: {@code
     * detach()} what is to be used further.
     *
     * @return the tensor
     */
    public Tensor keep(Tensor tensor) {
        memory.keep(tensor);
        return tensor;
    }

    /**
     * Gives back what was made in the block, also in scopes within it that are still open; a second time does nothing.
     *
     * @throws IllegalStateException if this one was opened by another thread, or in an action of {@link #outside} around this call
     */
    @Override
    public void close() {
        memory.close();
    }
}
