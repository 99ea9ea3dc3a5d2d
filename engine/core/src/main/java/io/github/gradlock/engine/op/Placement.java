package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** On which device tensors are made, and the way from one to another. */
public final class Placement {
    private Placement() {}

    /** Returns the device on which factories make tensors: that of the process's kernels. */
    public static Device standard() {
        return Providers.device();
    }

    /**
     * Returns the device of a name: the default one or {@code cpu}.
     *
     * @throws IllegalArgumentException if there is no such device here; the message names those that are
     */
    public static Device named(String name) {
        for (Device device : new Device[] {Device.CPU, standard()}) {
            if (device.name().equals(name)) {
                return device;
            }
        }
        throw new IllegalArgumentException("no device " + name + " here: there is " + Device.CPU.name()
                + (standard() == Device.CPU ? "" : " and " + standard().name())
                + "; the kernels of a process bring their device, -D" + Providers.KERNELS_PROPERTY + " chooses them");
    }

    /** Returns a tensor that was just made in the memory of the JVM, dense and at the beginning of its storage, on the default device. */
    public static Tensor placed(Tensor made) {
        return on(standard(), made);
    }

    /** Returns a tensor that was just made in the memory of the JVM, dense and at the beginning of its storage, on a device. */
    public static Tensor on(Device device, Tensor made) {
        return device == Device.CPU ? made : Tensor.wrap(device.take((HostStorage) made.storage()), made.shape());
    }

    /** Returns zeros on a device that is not the CPU. */
    public static Tensor zeros(Device device, Shape shape, DType dtype) {
        return Providers.kernels(device).zeros(shape, dtype);
    }

    /** Copies to a device; the same tensor if it is there already. The gradient goes the way back. */
    public static Tensor to(Tensor x, Device device) {
        return x.device() == device ? x : Dispatch.applyOne(new ToDeviceOp(x.device(), device), x);
    }
}
