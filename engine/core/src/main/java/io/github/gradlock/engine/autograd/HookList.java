package io.github.gradlock.engine.autograd;

import java.util.ArrayList;
import java.util.List;

/** Hooks in the order in which they were registered. */
final class HookList<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    /** Equal to itself alone: a function that was added twice is removed one addition at a time. */
    private static final class Entry<T> {
        final T hook;

        Entry(T hook) {
            this.hook = hook;
        }
    }

    HookHandle add(T hook) {
        Entry<T> entry = new Entry<>(hook);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Returns the hooks as they are now: one may remove itself, or others, while they run. */
    List<T> now() {
        return entries.stream().map(entry -> entry.hook).toList();
    }
}
