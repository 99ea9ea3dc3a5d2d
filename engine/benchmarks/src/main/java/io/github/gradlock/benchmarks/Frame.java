package io.github.gradlock.benchmarks;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Frees at its end what libtorch gave to this thread meanwhile, and counts it: each is a Java object that the binding made. */
final class Frame extends PointerScope {
    private static long handles;

    private Frame() {}

    /** Computes something, and frees what libtorch gave meanwhile. */
    static <T> T within(Supplier<T> action) {
        Frame frame = new Frame();
        try (frame) {
            return action.get();
        }
    }

    /** Returns how many were made so far. */
    static long handles() {
        return handles;
    }

    @Override
    public PointerScope attach(Pointer handle) {
        handles++;
        return super.attach(handle);
    }
}
