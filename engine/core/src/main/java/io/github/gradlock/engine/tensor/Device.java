package io.github.gradlock.engine.tensor;

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
        public Storage copyOf(HostStorage host) {
            Tensor from = Tensor.wrap(host, Shape.of((int) host.size()));
            return switch (host.dtype()) {
                case FLOAT32 -> new HostStorage.Float32(HostStorage.floats(from).clone());
                case FLOAT64 ->
                    new HostStorage.Float64(HostStorage.doubles(from).clone());
                case INT64 -> new HostStorage.Int64(HostStorage.longs(from).clone());
                case BOOL -> new HostStorage.Bool(HostStorage.bools(from).clone());
            };
        }

        @Override
        public String toString() {
            return name();
        }
    };

    /** Returns its name as messages and bundles show it, {@code cuda-emulated} for instance. */
    String name();

    /** Returns a storage here with the elements of one in the memory of the JVM. */
    Storage copyOf(HostStorage host);
}
