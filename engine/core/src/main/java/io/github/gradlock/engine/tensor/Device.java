package io.github.gradlock.engine.tensor;

import java.util.Collections;
import java.util.SortedMap;

/**
 * Where elements of tensors lie, and where what is computed of them is computed.
 *
 * <p>The device of the process's kernels is the default one: factories make their tensors there, as after PyTorch's {@code set_default_device}. Nothing
 * moves by itself from one to another.
 */
public interface Device {
    /** The memory of the JVM. */
    Device CPU = new Device() {
        @Override
        public String name() {
            return "cpu";
        }

        @Override
        public Storage take(HostStorage made) {
            return made;
        }

        @Override
        public String toString() {
            return name();
        }
    };

    /** Returns its name as messages and bundles show it, {@code cuda-emulated} for instance. */
    String name();

    /** Returns what a bundle records of it, by names in lower case: what it is, and what compiled its kernels. */
    default SortedMap<String, String> facts() {
        return Collections.emptySortedMap();
    }

    /** Returns a storage here with the elements of one that was just made in the memory of the JVM, as many and of the same dtype; that one is nobody else's. */
    Storage take(HostStorage made);
}
