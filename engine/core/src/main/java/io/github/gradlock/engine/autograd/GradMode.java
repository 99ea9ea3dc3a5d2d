package io.github.gradlock.engine.autograd;

import java.util.function.Supplier;

/** Whether the current thread records what it computes. */
final class GradMode {
    private GradMode() {}

    static boolean isEnabled() {
        return ThreadState.current().records();
    }

    /** Switches until the scope is closed. */
    static GradScope set(boolean enabled) {
        ThreadState thread = ThreadState.current();
        boolean before = thread.gradEnabled;
        thread.gradEnabled = enabled;
        return () -> thread.gradEnabled = before;
    }

    /** Switches inference mode, and recording off with it, until the scope is closed. */
    static GradScope setInference(boolean enabled) {
        ThreadState thread = ThreadState.current();
        boolean before = thread.inference;
        boolean recorded = thread.gradEnabled;
        thread.inference = enabled;
        thread.gradEnabled = !enabled;
        return () -> {
            thread.inference = before;
            thread.gradEnabled = recorded;
        };
    }

    static <T> T with(GradScope scope, Supplier<T> action) {
        try (scope) {
            return action.get();
        }
    }
}
