package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.math.FusedMultiplyAdd;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Provides kernels in the Vector API where the JVM has it and compiles it to the CPU's vector instructions. */
public final class VectorProvider implements KernelProvider {
    /** System property: the vectors' width in bits, 128, 256 or 512; what the JVM prefers by default. */
    public static final String BITS_PROPERTY = "gradlock.vector.bits";

    /**
     * System property: the fewest elements of a call that is computed in vectors, fewer of functions that take long; smaller ones go to
     * the reference. 0 for checks of the bits.
     */
    public static final String LEAST_PROPERTY = "gradlock.vector.least";

    private static final String MODULE = "jdk.incubator.vector";
    private static final int DEFAULT_LEAST = 256;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public @Nullable String unusableReason() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "the JVM was started without --add-modules " + MODULE;
        }
        // Without the second compiler every vector is an object, and a product a hundred times slower than the
        // reference.
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return "the JVM runs without its second compiler (" + mode + ")";
        }
        if (!FusedMultiplyAdd.isFast()) {
            return "fused multiply-adds are slow here: this CPU, or this JVM with its options, has no instruction for them";
        }
        String bits = System.getProperty(BITS_PROPERTY);
        if (bits != null && !Set.of("128", "256", "512").contains(bits)) {
            return BITS_PROPERTY + " must be 128, 256 or 512, got '" + bits + "'";
        }
        String least = System.getProperty(LEAST_PROPERTY);
        if (least != null && !least.matches("[0-9]{1,9}")) {
            return LEAST_PROPERTY + " must be a number from 0 on, got '" + least + "'";
        }
        if (bits != null && Integer.parseInt(bits) > Lanes.widest()) {
            return "vectors of " + bits + " bits are wider than this CPU, or this JVM with its options, has: "
                    + Lanes.widest();
        }
        return null;
    }

    @Override
    public Kernels create(int threads) {
        return new VectorKernels(threads, least());
    }

    /** Returns the fewest elements of a call that is taken, by the system property. */
    static int least() {
        String least = System.getProperty(LEAST_PROPERTY);
        return least == null ? DEFAULT_LEAST : Integer.parseInt(least);
    }
}
