package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.autograd.AnomalyException.Kind;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a thread looks for anomalies.
 *
 * @param checkNan whether gradients are looked at, or only forward calls noted
 */
record AnomalyMode(boolean checkNan) {
    /** Refuses results that are not finite. */
    void check(Node node, @Nullable Tensor[] gradients, @Nullable Tensor[] results) {
        for (int i = 0; checkNan && i < results.length; i++) {
            Tensor result = results[i];
            NotFinite found = result == null ? null : NotFinite.in(result);
            if (result != null && found != null) {
                String message = "Function '" + node.name() + "' returned " + found.name() + " in its output " + i
                        + ": the gradient of input " + i + ", " + GradientSpec.of(result) + ", first at index "
                        + Arrays.toString(found.index()) + givenAlready(gradients);
                throw exception(Kind.RESULT, message, node, i, result, node.forwardCall());
            }
        }
    }

    private static String givenAlready(@Nullable Tensor[] gradients) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gradients.length; i++) {
            Tensor gradient = gradients[i];
            if (gradient != null && NotFinite.in(gradient) != null) {
                text.append(". The gradient it was given for output ")
                        .append(i)
                        .append(" was not finite already: look at the gradient passed to backward, and at hooks");
            }
        }
        return text.toString();
    }

    /** Refuses a finite gradient that is no longer finite when it is summed over what was broadcast, or converted. */
    void checkFit(Node node, int input, Tensor gradient, Tensor fitting) {
        NotFinite found = checkNan ? NotFinite.in(fitting) : null;
        if (found != null && NotFinite.in(gradient) == null) {
            String message = "The gradient of input " + input + " that function '" + node.name() + "' returned, "
                    + GradientSpec.of(gradient) + ", is finite; summed or converted to what the input is, "
                    + GradientSpec.of(fitting) + ", it has " + found;
            throw exception(Kind.FIT, message, node, input, fitting, node.forwardCall());
        }
    }

    /**
     * Refuses a sum of finite gradients that is not finite, of a tensor that was used more than once.
     *
     * @param target the node that made the tensor
     * @param from the node that gave the last of them, or null if it was passed to the backward pass
     */
    void checkSum(Node target, int slot, Tensor before, Tensor gradient, Tensor sum, @Nullable Node from) {
        NotFinite found = checkNan ? NotFinite.in(sum) : null;
        if (found != null && NotFinite.in(before) == null && NotFinite.in(gradient) == null) {
            String message = "The gradients that arrived at " + target.tensorText(slot)
                    + ", are finite one by one; their sum has " + found + lastFrom(from);
            ForwardCall made = target.forwardCall();
            throw exception(Kind.SUM, message, target, slot, sum, made == null ? callOf(from) : made);
        }
    }

    /** Refuses an accumulated gradient of a leaf that is not finite, though what it had and what was added are. */
    void checkAccumulated(AccumulateGrad node, boolean finiteBefore, @Nullable Tensor gradient, @Nullable Node from) {
        Tensor sum = GradState.of(node.leaf()).grad();
        NotFinite found = checkNan && finiteBefore && sum != null ? NotFinite.in(sum) : null;
        if (sum != null && found != null && gradient != null && NotFinite.in(gradient) == null) {
            String message =
                    "The gradient that " + node.tensorText(0) + ", had from earlier backward passes and the one"
                            + " that was added to it are finite; their sum has " + found + lastFrom(from)
                            + ". Is a zeroGrad() missing between the passes?";
            throw exception(Kind.ACCUMULATION, message, node, 0, sum, callOf(from));
        }
    }

    private static String lastFrom(@Nullable Node from) {
        return from == null ? "" : ". The last one came from function '" + from.name() + "'";
    }

    private static @Nullable ForwardCall callOf(@Nullable Node from) {
        return from == null ? null : from.forwardCall();
    }

    private static AnomalyException exception(
            Kind kind, String message, Node node, int output, Tensor tensor, @Nullable ForwardCall call) {
        String place = call == null
                ? ". No forward pass information available: keep Anomaly.detect() open during the forward pass for more"
                        + " information"
                : ". The forward call: " + call.place();
        // A question needs no full stop behind it.
        String text = message.endsWith("?") ? message + place.substring(1) : message + place;
        return new AnomalyException(kind, text, node.name(), output, tensor.shape(), call);
    }

    /** Adds the forward call of a node to an error in its backward. */
    static void explain(Node node, RuntimeException error) {
        ForwardCall call = node.forwardCall();
        if (call != null
                && error.getCause() != call
                && !Arrays.asList(error.getSuppressed()).contains(call)) {
            error.addSuppressed(call);
        }
    }
}
