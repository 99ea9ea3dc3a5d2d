package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes parameters by their gradients, in place and without recording; a parameter without a gradient is left alone.
 *
 * @param <O> the constants of its formulas
 */
public abstract class Optimizer<O extends OptimizerOptions> {
    private final List<ParameterGroup<O>> groups = new ArrayList<>();
    private final List<Slot<O>> slots = new ArrayList<>();

    private record Slot<O extends OptimizerOptions>(Tensor parameter, ParameterGroup<O> group, OptimizerState state) {}

    /** Optimises groups of leaves; see {@link ParameterGroup}. */
    Optimizer(List<ParameterGroup<O>> groups) {
        groups.forEach(this::addGroup);
    }

    /**
     * Optimises more leaves from now on.
     *
     * @throws IllegalArgumentException if a parameter is in a group already
     */
    public final void addGroup(ParameterGroup<O> group) {
        for (Tensor parameter : group.parameters()) {
            if (slots.stream().anyMatch(slot -> slot.parameter == parameter)) {
                throw new IllegalArgumentException(
                        "some parameters appear in more than one parameter group: shape " + parameter.shape());
            }
            slots.add(new Slot<>(parameter, group, new OptimizerState()));
        }
        groups.add(group);
    }

    /** Returns the groups, whose learning rates may be changed. */
    public final List<ParameterGroup<O>> groups() {
        return Collections.unmodifiableList(groups);
    }

    /** Makes one step. */
    public final void step() {
        Autograd.noGrad(() -> {
            for (Slot<O> slot : slots) {
                Tensor grad = slot.parameter.grad();
                if (grad != null) {
                    update(slot.parameter, grad.detach(), slot.state, slot.group);
                }
            }
            return slots;
        });
    }

    /** Forgets all gradients. */
    public final void zeroGrad() {
        slots.forEach(slot -> Autograd.setGrad(slot.parameter, null));
    }

    /**
     * Returns what the optimiser remembers, as {@code <parameter's number>.<name>}, and the learning rates as {@code lr.<group's
     * number>}: together with the parameters all that is needed to go on later.
     */
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> all = new TreeMap<>();
        for (int i = 0; i < slots.size(); i++) {
            int number = i;
            slots.get(i).state.tensors().forEach((name, tensor) -> all.put(number + "." + name, tensor.detach()));
        }
        for (int i = 0; i < groups.size(); i++) {
            all.put("lr." + i, Tensors.scalar(groups.get(i).lr()));
        }
        return all;
    }

    /**
     * Takes over what {@link #stateDict} gave.
     *
     * @throws IllegalArgumentException if it does not fit the parameters
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        state.forEach((key, tensor) -> {
            int dot = key.indexOf('.');
            String head = dot < 0 ? key : key.substring(0, dot);
            String tail = key.substring(dot + 1);
            if (head.equals("lr")) {
                groups.get(number(key, tail, groups.size())).setLr(tensor.item());
            } else {
                Slot<O> slot = slots.get(number(key, head, slots.size()));
                slot.state.load(tail, tensor, slot.parameter);
            }
        });
    }

    private static int number(String key, String text, int count) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= count) {
            throw new IllegalArgumentException(
                    "unexpected key in the state of an optimizer: " + key + "; it has " + count + " of these");
        }
        return Integer.parseInt(text);
    }

    /** Changes one parameter in place. */
    abstract void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<O> group);

    static Tensor decayed(Tensor grad, Tensor parameter, double weightDecay) {
        return weightDecay == 0 ? grad : grad.add(parameter.mul(weightDecay));
    }
}
