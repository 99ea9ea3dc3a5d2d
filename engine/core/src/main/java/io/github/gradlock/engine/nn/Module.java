package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function with parameters; parameters and submodules keep the order in which they were registered. */
public abstract class Module {
    private final Map<String, Tensor> ownParameters = new LinkedHashMap<>();
    private final Map<String, Module> modules = new LinkedHashMap<>();
    private boolean training = true;

    /** Creates a module without parameters. */
    protected Module() {}

    /** Computes the result for an input. */
    public abstract Tensor forward(Tensor input);

    /** Registers a parameter: a leaf that requires grad. */
    protected final Tensor parameter(String name, Tensor value) {
        checkFree(name);
        ownParameters.put(name, value.requiresGrad_());
        return value;
    }

    /** Registers a submodule. */
    protected final <M extends Module> M module(String name, M module) {
        checkFree(name);
        modules.put(name, module);
        return module;
    }

    private void checkFree(String name) {
        if (name.isEmpty() || name.contains(".") || ownParameters.containsKey(name) || modules.containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' is empty, has a dot, or is registered already");
        }
    }

    /** Returns all parameters by name, those of submodules as {@code module.name}: own ones first, in order of registration. */
    public final Map<String, Tensor> namedParameters() {
        Map<String, Tensor> all = new LinkedHashMap<>(ownParameters);
        modules.forEach((prefix, module) ->
                module.namedParameters().forEach((name, parameter) -> all.put(prefix + "." + name, parameter)));
        return Collections.unmodifiableMap(all);
    }

    /** Returns all parameters, in the order of {@link #namedParameters()}. */
    public final List<Tensor> parameters() {
        return new ArrayList<>(namedParameters().values());
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().forEach(parameter -> Autograd.setGrad(parameter, null));
    }

    /** Switches this module and its submodules between training and evaluation. */
    public final void train(boolean mode) {
        training = mode;
        modules.values().forEach(module -> module.train(mode));
    }

    /** Returns whether the module is in training. */
    public final boolean isTraining() {
        return training;
    }
}
