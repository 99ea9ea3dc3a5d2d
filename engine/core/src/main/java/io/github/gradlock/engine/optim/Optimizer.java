package io.github.gradlock.engine.optim;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.TensorScope;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes parameters by their gradients, in place and without recording; a parameter without a gradient is left alone.
 *
 * @param <O> the constants of its formulas
 */
public abstract class Optimizer<O extends OptimizerOptions> implements Stateful {
    private static final String RATE = "lr";
    private static final String FIRST_RATE = "initial_lr";

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
                    TensorScope scope = TensorScope.open();
                    try (scope) {
                        update(slot.parameter, grad.detach(), slot.state, slot.group);
                    }
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
     * Returns what the optimiser remembers, as {@code <parameter's number>.<name>} with PyTorch's names, and as {@code lr.<group's
     * number>}, float64, the learning rates; {@code initial_lr.<number>} is what a scheduler found. Schedules have states of their own,
     * and so has the dropout of a model.
     */
    @Override
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> all = new TreeMap<>();
        for (int i = 0; i < slots.size(); i++) {
            int number = i;
            slots.get(i).state.tensors().forEach((name, tensor) -> all.put(number + "." + name, tensor.detach()));
        }
        for (int i = 0; i < groups.size(); i++) {
            ParameterGroup<O> group = groups.get(i);
            all.put(RATE + "." + i, Tensors.scalar(group.lr()));
            if (group.isScheduled()) {
                all.put(FIRST_RATE + "." + i, Tensors.scalar(group.initialLr()));
            }
        }
        return all;
    }

    /**
     * Takes over what {@link #stateDict} gave, whole or not at all. What is remembered of parameters is converted to their dtypes.
     *
     * @throws IllegalArgumentException if it does not fit the parameters or the groups, naming the key
     */
    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        SavedState saved = new SavedState(this, state);
        saved.requireTensors();
        List<OptimizerState> loaded = new ArrayList<>();
        slots.forEach(slot -> loaded.add(new OptimizerState()));
        double[] rates = new double[groups.size()];
        double[] firstRates = new double[groups.size()];
        Arrays.fill(firstRates, Double.NaN);
        int given = 0;
        for (String key : state.keySet()) {
            int dot = key.indexOf('.');
            String head = dot < 0 ? key : key.substring(0, dot);
            String tail = key.substring(dot + 1);
            if (head.equals(RATE) || head.equals(FIRST_RATE)) {
                (head.equals(RATE) ? rates : firstRates)[number(saved, key, tail, rates.length)] = saved.rate(key);
                given += head.equals(RATE) ? 1 : 0;
            } else {
                int slot = number(saved, key, head, loaded.size());
                loaded.get(slot).load(saved, key, tail, slots.get(slot).parameter);
            }
        }
        if (given != rates.length) {
            throw new IllegalArgumentException("this is no state of the optimizer: it holds " + given
                    + " learning rates, lr.0 and so on, of " + rates.length + "; its keys are " + state.keySet());
        }
        requireOwnKind(saved, loaded);
        for (int i = 0; i < loaded.size(); i++) {
            slots.get(i).state.replace(loaded.get(i));
        }
        for (int i = 0; i < rates.length; i++) {
            groups.get(i).load(rates[i], firstRates[i]);
        }
    }

    /** Refuses what another kind of optimiser remembered: it would be left lying, and this one begin anew without a word. */
    private void requireOwnKind(SavedState saved, List<OptimizerState> loaded) {
        List<String> missing = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        for (int i = 0; i < loaded.size(); i++) {
            String prefix = i + ".";
            Set<String> names = loaded.get(i).tensors().keySet();
            List<String> needed = needed(slots.get(i).group.options());
            names.stream()
                    .filter(name -> !needed.contains(name) && !optional().contains(name))
                    .forEach(name -> unexpected.add(prefix + name));
            needed.stream()
                    .filter(name -> !names.isEmpty() && !names.contains(name))
                    .forEach(name -> missing.add(prefix + name));
        }
        saved.refuse(missing, unexpected);
    }

    private static int number(SavedState saved, String key, String text, int count) {
        if (!text.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(text) >= count) {
            throw saved.fault(key, "is unexpected; there are " + count + " of these");
        }
        return Integer.parseInt(text);
    }

    /** Changes one parameter in place. */
    abstract void update(Tensor parameter, Tensor grad, OptimizerState state, ParameterGroup<O> group);

    /** Returns the names of what is remembered of every parameter that was ever changed. */
    abstract List<String> needed(O options);

    /** Returns the names of what may be remembered beside: with other options, or by another release of PyTorch. */
    abstract List<String> optional();

    /** Returns PyTorch's name of the kind of optimiser. */
    abstract String typeName();

    /** Returns PyTorch's way to write it: the constants of each group, with the learning rate of the moment. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(typeName()).append(" (\n");
        for (int i = 0; i < groups.size(); i++) {
            ParameterGroup<O> group = groups.get(i);
            SortedMap<String, Object> constants = group.options().byName();
            constants.put(RATE, group.lr());
            if (group.isScheduled()) {
                constants.put(FIRST_RATE, group.initialLr());
            }
            text.append(i == 0 ? "" : "\n").append("Parameter Group ").append(i).append('\n');
            constants.forEach((name, value) -> text.append("    ")
                    .append(name)
                    .append(": ")
                    .append(written(value))
                    .append('\n'));
        }
        return text.append(')').toString();
    }

    /** Writes 0 where PyTorch's defaults are whole numbers, which it leaves as they are. */
    private static String written(Object value) {
        if (value instanceof List<?> list) {
            return Repr.tuple(list.stream().map(Optimizer::written).toList());
        }
        if (value instanceof Boolean flag) {
            return Repr.of(flag);
        }
        String number = Repr.of((Double) value);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }
}
