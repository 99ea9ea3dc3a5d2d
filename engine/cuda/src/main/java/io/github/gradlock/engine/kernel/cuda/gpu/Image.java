package io.github.gradlock.engine.kernel.cuda.gpu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A module as a driver loads it.
 *
 * @param ptx its text, which was held against the contract
 * @param binary what the compiler made of it for one architecture; null where the driver is to compile the text
 * @param compiler who made it, for records: {@code NVRTC 12.4, sm_90}
 */
record Image(String ptx, byte @Nullable [] binary, String compiler) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Image image
                && ptx.equals(image.ptx)
                && compiler.equals(image.compiler)
                && Arrays.equals(binary, image.binary);
    }

    @Override
    public int hashCode() {
        return ptx.hashCode();
    }

    @Override
    public String toString() {
        return compiler + ", " + ptx.length() + " characters of PTX"
                + (binary == null ? "" : ", " + binary.length + " bytes of code");
    }
}
