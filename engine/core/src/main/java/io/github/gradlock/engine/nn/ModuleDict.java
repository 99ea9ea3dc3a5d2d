package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;

/** Modules by name, without an order of calls of their own. */
public final class ModuleDict extends Module {
    /** Holds nothing yet. */
    public ModuleDict() {}

    /** Adds a module under a name and returns it. */
    public <M extends Module> M put(String name, M added) {
        return module(name, added);
    }

    /**
     * Returns the module of a name.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public Module get(String name) {
        Module found = namedChildren().get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no module '" + name + "', there are " + namedChildren().keySet());
        }
        return found;
    }

    /** Refuses, as PyTorch does: a dictionary says nothing of how its modules are called. */
    @Override
    public Tensor forward(Tensor input) {
        throw new UnsupportedOperationException(
                "Module [ModuleDict] is missing the required \"forward\" function; call its modules by name");
    }
}
