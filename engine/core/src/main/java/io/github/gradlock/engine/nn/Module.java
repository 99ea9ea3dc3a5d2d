package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A function with parameters, buffers and submodules, which keep the order in which they were registered; {@code torch.nn.Module}.
 *
 * <p>Parameters are trained, buffers (running statistics for instance) are not; both are part of the {@link #stateDict()}. Where a
 * module's random numbers go on, is its {@link #randomState()}.
 *
 * <p>What is only a field is not known to the module: a submodule that is not registered with {@link #module module(name, …)} computes,
 * but is neither trained nor saved. No error says so, since a frozen module that somebody else owns is used in the same way.
 */
public abstract class Module {
    private final Map<String, Tensor> ownParameters = new LinkedHashMap<>();
    private final Map<String, Tensor> ownBuffers = new LinkedHashMap<>();
    private final Map<String, Module> modules = new LinkedHashMap<>();
    private final Map<String, RandomStream> ownStreams = new LinkedHashMap<>();
    private final List<ForwardHook> hooks = new ArrayList<>();
    private boolean training = true;

    /** Is told of each call of a module, after it. */
    @FunctionalInterface
    public interface ForwardHook {
        /** Takes note of a call. */
        void called(Module module, Tensor input, Tensor output);
    }

    /** Creates a module without parameters. */
    protected Module() {}

    /** Computes the result for an input; {@link #call} does so too, and tells the hooks. */
    public abstract Tensor forward(Tensor input);

    /** Calls the module: its forward, then its hooks. Modules call their submodules by this. */
    public final Tensor call(Tensor input) {
        return told(input, forward(input));
    }

    /**
     * Tells the hooks of a call by another method than {@link #call}, one that takes more than one input for instance.
     *
     * @return the output
     */
    protected final Tensor told(Tensor input, Tensor output) {
        List.copyOf(hooks).forEach(hook -> hook.called(this, input, output));
        return output;
    }

    /**
     * Lets somebody see the calls of this module, by {@link #call} and by methods of its own that take more.
     *
     * @return removes the hook when run
     */
    public final Runnable registerForwardHook(ForwardHook hook) {
        ForwardHook once = hook::called;
        hooks.add(once);
        return () -> hooks.remove(once);
    }

    /**
     * Registers a parameter: a leaf that requires grad.
     *
     * @return the value itself, which requires grad from now on
     * @throws IllegalArgumentException if the name is empty, has a dot, or is registered already; so do the others
     */
    protected final Tensor parameter(String name, Tensor value) {
        checkFree(name);
        ownParameters.put(name, value.requiresGrad_());
        return value;
    }

    /** Registers a buffer: a tensor that belongs to the state and is not trained. */
    protected final Tensor buffer(String name, Tensor value) {
        checkFree(name);
        ownBuffers.put(name, value);
        return value;
    }

    /** Registers a submodule. */
    protected final <M extends Module> M module(String name, M module) {
        checkFree(name);
        if (module == null) {
            throw new IllegalArgumentException("module '" + name + "' of " + typeName() + " is null");
        }
        modules.put(name, module);
        return module;
    }

    /** Registers random numbers, with a seed from an initialiser. */
    protected final RandomStream randomStream(String name, Initialiser initialiser) {
        checkFree(name);
        RandomStream stream = new RandomStream(initialiser.drawSeed());
        ownStreams.put(name, stream);
        return stream;
    }

    private void checkFree(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name in " + typeName() + " must not be empty");
        }
        if (name.contains(".")) {
            throw new IllegalArgumentException("the name '" + name + "' in " + typeName() + " must not have a dot");
        }
        if (ownParameters.containsKey(name)
                || ownBuffers.containsKey(name)
                || modules.containsKey(name)
                || ownStreams.containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' is registered already in " + typeName());
        }
    }

    /** Returns all parameters by name, those of submodules as {@code module.name}: own ones first, in order of registration. */
    public final Map<String, Tensor> namedParameters() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        walk("", (prefix, module) -> module.ownParameters.forEach((name, value) -> putOnce(all, prefix + name, value)));
        return Collections.unmodifiableMap(all);
    }

    /** Returns all buffers by name, those of submodules as {@code module.name}. */
    public final Map<String, Tensor> namedBuffers() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        walk("", (prefix, module) -> module.ownBuffers.forEach((name, value) -> putOnce(all, prefix + name, value)));
        return Collections.unmodifiableMap(all);
    }

    /** Returns this module under the empty name, and all below it as {@code module.submodule}. */
    public final Map<String, Module> namedModules() {
        Map<String, Module> all = new LinkedHashMap<>();
        walk(
                "",
                (prefix, module) ->
                        putOnce(all, prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1), module));
        return Collections.unmodifiableMap(all);
    }

    /** What is shared counts once, under its first name. */
    private static <T> void putOnce(Map<String, T> all, String name, T value) {
        if (all.values().stream().noneMatch(other -> other == value)) {
            all.put(name, value);
        }
    }

    /** Returns the submodules by name. */
    public final Map<String, Module> namedChildren() {
        return Collections.unmodifiableMap(modules);
    }

    private void walk(String prefix, BiConsumer<String, Module> visitor) {
        visitor.accept(prefix, this);
        modules.forEach((name, module) -> module.walk(prefix + name + ".", visitor));
    }

    /** Returns all parameters, in the order of {@link #namedParameters()}. */
    public final List<Tensor> parameters() {
        return new ArrayList<>(namedParameters().values());
    }

    /** Says of all parameters whether they are trained; what is frozen keeps the gradient that it has. */
    public final void requiresGrad_(boolean mode) {
        parameters().forEach(parameter -> parameter.requiresGrad_(mode));
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().forEach(parameter -> Autograd.setGrad(parameter, null));
    }

    /** Switches this module and its submodules between training and evaluation. */
    public final void train(boolean mode) {
        walk("", (prefix, module) -> module.training = mode);
    }

    /** Switches this module alone. */
    final void trainAlone(boolean mode) {
        training = mode;
    }

    /** Switches to training. */
    public final void train() {
        train(true);
    }

    /** Switches to evaluation. */
    public final void eval() {
        train(false);
    }

    /** Returns whether the module is in training. */
    public final boolean isTraining() {
        return training;
    }

    /** Returns parameters and buffers by PyTorch's names; the tensors share their elements with the module. */
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        walk("", (prefix, module) -> {
            module.ownParameters.forEach((name, value) -> state.put(prefix + name, value.detach()));
            module.ownBuffers.forEach((name, value) -> state.put(prefix + name, value.detach()));
        });
        return state;
    }

    /**
     * Copies a state into parameters and buffers; values are converted to their dtypes.
     *
     * @throws IllegalArgumentException as PyTorch says it, listing all missing and unexpected keys and all wrong sizes; then nothing
     *     was changed
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        loadStateDict(state, true);
    }

    /**
     * Copies a state into parameters and buffers.
     *
     * @param strict whether missing and unexpected keys are errors; if not, they are left alone. Wrong sizes are errors either way
     */
    public final void loadStateDict(Map<String, Tensor> state, boolean strict) {
        StateCheck.require(typeName(), stateDict(), state, strict);
        Autograd.noGrad(() -> {
            stateDict().forEach((name, own) -> {
                Tensor value = state.get(name);
                if (value != null) {
                    own.copy_(value.to(own.dtype()));
                }
            });
            return this;
        });
    }

    /**
     * Returns where the random numbers of this module and its submodules go on: {@code <module>.<name>} to seed and number of calls,
     * int64 {@code [2]}. Loaded into a model that was made in the same way, dropout goes on with the same bits. It is no part of {@link
     * #stateDict()}, so that PyTorch can load that strictly.
     */
    public final Map<String, Tensor> randomState() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        walk(
                "",
                (prefix, module) ->
                        module.ownStreams.forEach((name, value) -> state.put(prefix + name, value.state())));
        return state;
    }

    /**
     * Takes over what {@link #randomState} gave, whole or not at all; nothing is converted.
     *
     * @throws IllegalArgumentException as {@link #loadStateDict(Map)}, and for another dtype than int64 or a negative number of calls
     */
    public final void loadRandomState(Map<String, Tensor> state) {
        StateCheck.requireRandom(typeName(), randomState(), state);
        walk(
                "",
                (prefix, module) -> module.ownStreams.forEach((name, stream) -> {
                    Tensor value = state.get(prefix + name);
                    if (value != null) {
                        stream.load(value);
                    }
                }));
    }

    /** Returns the name that is shown for the kind of module, its class by default. */
    protected String typeName() {
        return getClass().getSimpleName();
    }

    /** Returns what is shown of the module itself, {@code in_features=2, out_features=3} for instance; nothing by default. */
    protected String extraRepr() {
        return "";
    }

    /** Returns PyTorch's way to write it: the type, and what is shown of the module and its submodules on lines of their own. */
    @Override
    public final String toString() {
        String name = typeName();
        String extra = extraRepr();
        if (modules.isEmpty()) {
            return name + "(" + extra + ")";
        }
        StringBuilder text = new StringBuilder(name).append("(\n");
        if (!extra.isEmpty()) {
            text.append("  ").append(extra).append('\n');
        }
        modules.forEach((key, module) -> text.append("  (")
                .append(key)
                .append("): ")
                .append(module.toString().replace("\n", "\n  "))
                .append('\n'));
        return text.append(')').toString();
    }
}
