package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A class of its own for the loop of each function: the same text, which the JIT compiler then knows to call one function, and takes that into the loop.
 * As one class it would call through an interface for every lane.
 */
final class LoopClasses {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

    private final byte[] text;
    private final Class<?> function;
    private final ClassValue<MethodHandle> constructors = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> of) {
            try {
                MethodHandles.Lookup made = HERE.defineHiddenClass(text, true);
                return made.findConstructor(
                                made.lookupClass(), MethodType.methodType(void.class, function, int[].class))
                        .asType(MethodType.methodType(Step.class, Object.class, int[].class));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    };

    /**
     * Takes the text of a loop.
     *
     * @param loop has one constructor, which takes a function and the numbers of registers, the result's first
     * @param function its type
     */
    LoopClasses(Class<? extends Step> loop, Class<?> function) {
        this.function = function;
        try (InputStream in = loop.getResourceAsStream(loop.getSimpleName() + ".class")) {
            text = in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Returns a loop of a function; that of one expression in the source has one class. */
    Step loop(Object f, int... slots) {
        try {
            return (Step) constructors.get(f.getClass()).invokeExact(f, slots);
        } catch (RuntimeException | Error problem) {
            throw problem;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
