package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** The one way into an op: hands it to the interpreter, and tells the thread's listener what was executed. */
public final class Dispatch {
    private static final Interpreter INTERPRETER =
            only(ServiceLoader.load(Interpreter.class, Dispatch.class.getClassLoader()).stream()
                    .toList());

    private Dispatch() {}

    /** Takes the one there is: without it nothing would be recorded, and of two the class path would choose. */
    static Interpreter only(List<Provider<Interpreter>> found) {
        if (found.size() == 1) {
            return found.get(0).get();
        }
        List<String> names =
                found.stream().map(one -> one.type().getName()).sorted().toList();
        throw new ServiceConfigurationError("the engine wants exactly one " + Interpreter.class.getName() + ", found "
                + names + "; check META-INF/services on the class path: a jar made of several has to merge them, and"
                + " only one engine may be there");
    }

    /** Returns whether a differentiable op of these inputs would be recorded, or their tangents propagated. */
    static boolean records(Tensor... inputs) {
        return INTERPRETER.records(inputs);
    }

    /** Returns whether what ops make is marked, as inference mode does. */
    static boolean marksResults() {
        return INTERPRETER.marksResults();
    }

    /** Applies an op and returns its outputs. */
    public static Tensor[] apply(Op op, Tensor... inputs) {
        return INTERPRETER.apply(op, inputs);
    }

    /** Applies an op and returns its first output. */
    public static Tensor applyOne(Op op, Tensor... inputs) {
        return INTERPRETER.apply(op, inputs)[0];
    }

    /**
     * Overwrites {@code target} with {@code value}, which was computed from it and has its shape and dtype: checked, copied, version
     * counted, and the history of {@code target}, or of what it is a view of, moved to that of {@code value}.
     *
     * @param name name of the in-place operation, for messages
     */
    public static void assign(String name, Tensor target, Tensor value) {
        INTERPRETER.assign(name, target, value, false);
    }

    /** Overwrites {@code target} with {@code value}, which was not computed from it: the gradient of what was there is zero. */
    public static void replace(String name, Tensor target, Tensor value) {
        INTERPRETER.assign(name, target, value, true);
    }

    /**
     * Refuses to change a tensor in place that must not be, because it was made in inference mode and this is none.
     *
     * @param name name of the in-place operation, for messages
     */
    static void requireChangeable(String name, Tensor target) {
        INTERPRETER.requireChangeable(name, target);
    }

    /**
     * Returns the kernels that compute on these tensors.
     *
     * @throws IllegalArgumentException as PyTorch says it, if they are not on one device
     */
    public static Kernels kernels(Tensor... tensors) {
        if (tensors.length == 0) {
            return Providers.kernels();
        }
        Device device = tensors[0].device();
        for (Tensor tensor : tensors) {
            if (tensor.device() != device) {
                throw new IllegalArgumentException(
                        "Expected all tensors to be on the same device, but found at least two devices, "
                                + device.name() + " and " + tensor.device().name() + "!");
            }
        }
        return Providers.kernels(device);
    }

    /** Runs the forward of an op and tells the thread's listener; for interpreters. */
    public static Tensor[] execute(Op op, OpContext context, Tensor... inputs) {
        Tensor[] outputs = op.forward(context, inputs);
        Execution.tell(op, inputs, outputs);
        return outputs;
    }

    /** Copies {@code value} into {@code target}, counts the change and tells the thread's listener; for interpreters. */
    public static void overwrite(Tensor target, Tensor value) {
        kernels(target).copy(value, target);
        target.bumpVersion();
        Execution.tell(AssignOp.COPY, new Tensor[] {value}, new Tensor[] {target});
    }
}
