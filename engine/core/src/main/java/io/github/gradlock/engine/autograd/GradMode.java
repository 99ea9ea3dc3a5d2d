package io.github.gradlock.engine.autograd;

import java.util.function.Supplier;

/** Whether the current thread records what it computes. */
final class GradMode {
    private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

    private boolean enabled = true;

    private GradMode() {}

    static boolean isEnabled() {
        return CURRENT.get().enabled;
    }

    /** Switches until the scope is closed. */
    static GradScope set(boolean enabled) {
        GradMode mode = CURRENT.get();
        boolean before = mode.enabled;
        mode.enabled = enabled;
        return () -> mode.enabled = before;
    }

    static <T> T with(boolean enabled, Supplier<T> action) {
        GradScope scope = set(enabled);
        try (scope) {
            return action.get();
        }
    }
}
