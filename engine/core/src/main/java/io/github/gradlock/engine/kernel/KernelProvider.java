package io.github.gradlock.engine.kernel;

import org.jspecify.annotations.Nullable;

/** Supplies kernels, if this machine and JVM can run them; found with {@link java.util.ServiceLoader}. */
public interface KernelProvider {
    /** Returns the name by which the provider is forced, {@code scalar} for instance. */
    String name();

    /** Returns the rank in the automatic choice: the usable provider with the highest one is taken. */
    int preference();

    /** Returns whether all results have the bits of the contract. One whose results have not is never chosen by itself. */
    default boolean isStrict() {
        return true;
    }

    /** Returns why the provider cannot be used here, as a sentence part, or null if it can. */
    @Nullable
    String unusableReason();

    /** Creates kernels that use at most so many threads, 1 or more. */
    Kernels create(int threads);
}
