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
        if (slots.isEmpty()) {
            throw new IllegalArgumentException(
                    "optimizer got an empty parameter list: a module lists what it registered with"
                            + " parameter(…) and module(…)");
        }
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
     * number>}. Schedules and the streams of dropout count for themselves, and are not part of it.
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
     * Takes over what {@link #stateDict} gave, whole or not at all.
     *
     * @throws IllegalArgumentException if it does not fit the parameters
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        List<OptimizerState> loaded = new ArrayList<>();
        slots.forEach(slot -> loaded.add(new OptimizerState()));
        double[] rates = new double[groups.size()];
        int given = 0;
        for (Map.Entry<String, Tensor> entry : state.entrySet()) {
            String key = entry.getKey();
            int dot = key.indexOf('.');
            String head = dot < 0 ? key : key.substring(0, dot);
            String tail = key.substring(dot + 1);
            if (head.equals("lr")) {
                rates[number(key, tail, rates.length)] = entry.getValue().item();
                given++;
            } else {
                int slot = number(key, head, loaded.size());
                loaded.get(slot).load(tail, entry.getValue(), slots.get(slot).parameter);
            }
        }
        if (given != rates.length) {
            throw new IllegalArgumentException("this is no state of the optimizer: it holds " + given
                    + " learning rates, lr.0 and so on," + " of " + rates.length + "; its keys are " + state.keySet());
        }
        for (int i = 0; i < loaded.size(); i++) {
            slots.get(i).state.replace(loaded.get(i));
        }
        for (int i = 0; i < rates.length; i++) {
            groups.get(i).setLr(rates[i]);
        }
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
