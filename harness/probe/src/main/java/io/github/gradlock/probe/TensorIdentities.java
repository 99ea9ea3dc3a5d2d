package io.github.gradlock.probe;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers objects by identity without keeping them alive; a number is never given twice. */
final class TensorIdentities {
    private final Map<Key, Long> numbers = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private long next;

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }

    @Nullable
    Long find(Object object) {
        return numbers.get(new Key(object, null));
    }

    /** Gives an object a new number, whether it had one or not. */
    long renew(Object object) {
        for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
            numbers.remove((Key) dead);
        }
        Key key = new Key(object, gone);
        numbers.remove(key);
        numbers.put(key, next);
        return next++;
    }
}
