package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one application of a {@link CustomFunction} shares between its forward and its backward. */
public final class FunctionContext {
    private final Map<String, Object> values = new TreeMap<>();
    private final List<Tensor> nonDifferentiable = new ArrayList<>();
    private final List<Tensor> dirty = new ArrayList<>();
    private List<Tensor> toSave = List.of();
    private List<Tensor> shown = List.of();
    private List<@Nullable Tensor> dirtyByOutput = List.of();
    private boolean[] constant = {};
    private int savedCount;
    private boolean materialisesGrads = true;
    private @Nullable OpContext current;

    private final String function;

    /** Serves one application of a function of this name. */
    FunctionContext(String function) {
        this.function = function;
    }

    /**
     * Keeps tensors for the backward; inputs and outputs are checked there for changes in place, and keep their place in the graph.
     * Called again, it replaces what was kept.
     */
    public void saveForBackward(Tensor... tensors) {
        toSave = List.of(tensors);
    }

    /**
     * Returns what was kept, in order; in the backward only.
     *
     * @throws IllegalStateException if it was freed, or changed in place since
     */
    public List<Tensor> savedTensors() {
        List<Tensor> saved = new ArrayList<>();
        for (int i = 0; i < savedCount; i++) {
            saved.add(saved(i));
        }
        return saved;
    }

    /** Returns one of the tensors kept. */
    public Tensor saved(int index) {
        OpContext context = now();
        if (index < 0 || index >= savedCount) {
            throw new IllegalStateException("function " + function + " kept " + savedCount + " tensors, so there is no"
                    + " saved(" + index + "): call saveForBackward(…) in forward, and saved(…) in backward");
        }
        return context.saved(index);
    }

    /** Says that outputs never require grad; those that are not floating never do. */
    public void markNonDifferentiable(Tensor... outputs) {
        Collections.addAll(nonDifferentiable, outputs);
    }

    /** Says that inputs were changed in place; each must be an output too, and is given back as the same tensor. */
    public void markDirty(Tensor... inputs) {
        Collections.addAll(dirty, inputs);
    }

    /** Says whether the backward is given zeros for an output whose gradient did not arrive, as is the rule, or null. */
    public void setMaterializeGrads(boolean materialize) {
        materialisesGrads = materialize;
    }

    /** Returns whether the gradient of an input is wanted. */
    public boolean needsInputGrad(int index) {
        return now().needsInputGrad(index);
    }

    /** Keeps a value that is no tensor, by name. */
    public void put(String name, Object value) {
        values.put(name, value);
    }

    /** Returns a value kept by {@link #put}. */
    public <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the context keeps no value named " + name + "; put it there in forward");
        }
        return type.cast(value);
    }

    private OpContext now() {
        OpContext context = current;
        if (context == null) {
            throw new IllegalStateException("a FunctionContext is for use inside forward and backward");
        }
        return context;
    }

    void inside(OpContext context, Runnable action) {
        OpContext before = current;
        current = context;
        try {
            action.run();
        } finally {
            current = before;
        }
    }

    /** Takes note of the outputs, which may be shown by other tensors than those that the function returned. */
    void finish(OpContext context, Tensor[] inputs, Tensor[] returned, Tensor[] outputs) {
        shown = List.of(returned);
        constant = new boolean[outputs.length];
        List<@Nullable Tensor> targets = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            constant[i] = nonDifferentiable.contains(returned[i]);
            targets.add(dirty.contains(returned[i]) ? returned[i] : null);
        }
        for (Tensor one : dirty) {
            if (!shown.contains(one) || !List.of(inputs).contains(one)) {
                throw new IllegalStateException("markDirty was given a " + GradientSpec.of(one)
                        + " that is not both an input and an output: return the tensors that were changed in place");
            }
        }
        dirtyByOutput = targets;
        savedCount = toSave.size();
        for (Tensor one : toSave) {
            int output = shown.indexOf(one);
            boolean isInput = List.of(inputs).contains(one);
            context.save(output >= 0 && !isInput ? outputs[output] : one);
        }
        toSave = List.of();
        shown = List.of();
        nonDifferentiable.clear();
        dirty.clear();
    }

    List<@Nullable Tensor> dirtyByOutput() {
        return dirtyByOutput;
    }

    boolean materialisesGrads() {
        return materialisesGrads;
    }

    boolean isNonDifferentiable(int output) {
        return constant[output];
    }
}
