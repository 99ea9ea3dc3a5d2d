package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.List;

/**
 * A variable in memory, or a parameter.
 *
 * @param space where it lies
 * @param type of an element
 * @param name in the module or function
 * @param count of elements; 0 of an array whose length the caller of the kernel gives
 * @param alignment in bytes
 * @param values of the first elements, the others being zero; numbers, or names whose address it is
 */
public record PtxVariable(Space space, PtxType type, String name, long count, int alignment, List<Operand> values) {
    /** Copies the values. */
    public PtxVariable {
        values = List.copyOf(values);
    }

    /** State spaces of PTX. */
    public enum Space {
        /** Arguments of a kernel or function. */
        PARAM,
        /** Of a thread by itself. */
        LOCAL,
        /** Of the threads of a block. */
        SHARED,
        /** Read by all, written by the host. */
        CONST,
        /** Of all threads. */
        GLOBAL
    }

    /** Returns the size in bytes. */
    public long bytes() {
        return count * type.bytes();
    }
}
