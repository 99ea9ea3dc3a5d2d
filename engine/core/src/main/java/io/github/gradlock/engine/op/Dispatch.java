package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ServiceLoader;

/** The one way into an op: hands it to the interpreter, and tells the thread's listener what was executed. */
public final class Dispatch {
    private static final Interpreter INTERPRETER = ServiceLoader.load(
                    Interpreter.class, Dispatch.class.getClassLoader())
            .findFirst()
            .orElseGet(PlainInterpreter::new);

    private Dispatch() {}

    /** Applies an op and returns its outputs. */
    public static Tensor[] apply(Op op, Tensor... inputs) {
        return INTERPRETER.apply(op, inputs);
    }

    /** Applies an op and returns its first output. */
    public static Tensor applyOne(Op op, Tensor... inputs) {
        return INTERPRETER.apply(op, inputs)[0];
    }

    /**
     * Overwrites {@code target} with {@code value}, which has its shape and dtype: checked, copied, version counted, and the
     * history of {@code target} moved to that of {@code value}.
     *
     * @param name name of the in-place operation, for messages
     */
    public static void assign(String name, Tensor target, Tensor value) {
        INTERPRETER.assign(name, target, value);
    }

    /** Returns the kernels that compute on these tensors. */
    public static Kernels kernels(Tensor... tensors) {
        return Providers.kernels();
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
