package io.github.gradlock.engine.autograd;

/** Removes one hook, and no other even if the same function was registered twice; a hook may remove itself while it runs. */
@FunctionalInterface
public interface HookHandle {
    /** Removes the hook; called again, it does nothing. */
    void remove();
}
