package io.github.gradlock.engine.tensor;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory of the tensors that a thread makes until it is closed, which others use again then. For users there is {@link TensorScope}; this is for those who
 * know of each tensor when they have done with it, as a backward pass does.
 */
public final class ScopedMemory implements AutoCloseable {
    /** Fewer elements are not worth being taken back; tests see to it that it could be done. */
    private static final int FEWEST = ArrayCache.POISONS ? 0 : 256;

    private static final ThreadLocal<ThreadMemory> THREAD = ThreadLocal.withInitial(ThreadMemory::new);

    private final ThreadMemory thread;
    private final @Nullable ScopedMemory outer;
    private final List<HostStorage> made = new ArrayList<>();
    private boolean closed;

    /** What a thread has. */
    private static final class ThreadMemory {
        @Nullable
        ScopedMemory innermost;

        /** Lets go of what nobody uses where memory is short. */
        SoftReference<ArrayCache> cache = new SoftReference<>(new ArrayCache());

        ArrayCache cache() {
            ArrayCache known = cache.get();
            if (known == null) {
                known = new ArrayCache();
                cache = new SoftReference<>(known);
            }
            return known;
        }
    }

    private ScopedMemory(ThreadMemory thread) {
        this.thread = thread;
        this.outer = thread.innermost;
    }

    /** Opens a scope of this thread, to be closed by it. */
    public static ScopedMemory open() {
        ThreadMemory thread = THREAD.get();
        ScopedMemory scope = new ScopedMemory(thread);
        thread.innermost = scope;
        return scope;
    }

    /** Runs an action whose tensors belong to no scope. */
    static <T> T outsideAll(Supplier<T> action) {
        return with(null, action);
    }

    /** Runs an action whose tensors belong to the scope around this one. */
    public <T> T around(Supplier<T> action) {
        return with(outer, action);
    }

    private static <T> T with(@Nullable ScopedMemory scope, Supplier<T> action) {
        ThreadMemory thread = THREAD.get();
        ScopedMemory innermost = thread.innermost;
        thread.innermost = scope;
        try {
            return action.get();
        } finally {
            thread.innermost = innermost;
        }
    }

    /** Hands a tensor over to the scope around this one, or to the garbage collector if there is none. */
    public void keep(Tensor tensor) {
        if (tensor.storage() instanceof HostStorage storage && storage.scope == this) {
            storage.scope = outer;
            storage.uses = 0;
            if (outer != null) {
                outer.made.add(storage);
            }
        }
    }

    /** Hands a tensor over to the garbage collector, whatever scopes are open. */
    public static void keepForGood(Tensor tensor) {
        if (tensor.storage() instanceof HostStorage storage) {
            storage.scope = null;
        }
    }

    /**
     * Gives back what was made, also within scopes that were opened later and are still open.
     *
     * @throws IllegalStateException in another thread, or outside of the block that opened it
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (THREAD.get() != thread || !isOpen()) {
            throw new IllegalStateException(
                    "a TensorScope is closed by the thread that opened it, and in the block that opened it; use try (TensorScope"
                            + " scope = TensorScope.open())");
        }
        // One within it that nobody closed would hold on to all that its thread makes from now on.
        for (ScopedMemory inner = thread.innermost; inner != null && inner != this; inner = inner.outer) {
            inner.end();
        }
        end();
        thread.innermost = outer;
    }

    private boolean isOpen() {
        ScopedMemory scope = thread.innermost;
        while (scope != null && scope != this) {
            scope = scope.outer;
        }
        return scope == this;
    }

    private void end() {
        closed = true;
        giveBackFrom(0);
    }

    /** Returns a number for what was made until now. */
    public int mark() {
        return made.size();
    }

    /** Gives back what was made since a mark, but what is {@linkplain #hold held}. */
    public void giveBackFrom(int mark) {
        int kept = mark;
        for (int i = mark; i < made.size(); i++) {
            HostStorage storage = made.get(i);
            if (storage.scope == this) {
                if (closed || storage.uses == 0) {
                    giveBack(storage);
                } else {
                    made.set(kept++, storage);
                }
            }
        }
        made.subList(kept, made.size()).clear();
    }

    /** Says that a tensor is needed further: as often as {@link #drop} says the contrary. */
    public void hold(Tensor tensor) {
        if (tensor.storage() instanceof HostStorage storage && storage.scope == this) {
            storage.uses++;
        }
    }

    /** Says that a tensor that was {@linkplain #hold held} is not needed any more, and gives its memory back if nobody else needs it. */
    public void drop(Tensor tensor) {
        if (tensor.storage() instanceof HostStorage storage && storage.scope == this && --storage.uses == 0) {
            giveBack(storage);
        }
    }

    /** Returns whether a tensor is all of a storage that was made here and is held once. */
    public boolean isOnlyUse(Tensor tensor) {
        return tensor.storage() instanceof HostStorage storage
                && storage.scope == this
                && storage.uses == 1
                && tensor.numel() == storage.size()
                && tensor.isContiguous();
    }

    private void giveBack(HostStorage storage) {
        storage.scope = null;
        thread.cache().give(storage.dtype(), (int) storage.size(), storage.release());
    }

    static HostStorage allocate(DType dtype, int size, boolean cleared) {
        ScopedMemory scope = size < FEWEST ? null : THREAD.get().innermost;
        Object array = scope == null ? null : scope.thread.cache().take(dtype, size);
        if (array == null) {
            array = ArrayCache.newArray(dtype, size, cleared);
        } else if (cleared) {
            ArrayCache.clear(dtype, array);
        }
        HostStorage storage = HostStorage.of(dtype, array);
        if (scope != null) {
            storage.scope = scope;
            scope.made.add(storage);
        }
        return storage;
    }
}
