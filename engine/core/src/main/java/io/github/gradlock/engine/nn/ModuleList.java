package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Modules by number, without an order of calls of their own. */
public final class ModuleList extends Module {
    /** Holds modules. */
    public ModuleList(Module... modules) {
        for (Module each : modules) {
            append(each);
        }
    }

    /** Adds a module and returns it. */
    public <M extends Module> M append(M added) {
        return module(Integer.toString(namedChildren().size()), added);
    }

    /** Returns the modules. */
    public List<Module> list() {
        return List.copyOf(namedChildren().values());
    }

    /** Refuses, as PyTorch does: a list says nothing of how its modules are called. */
    @Override
    public Tensor forward(Tensor input) {
        throw new UnsupportedOperationException(
                "Module [ModuleList] is missing the required \"forward\" function; call its modules, or use Sequential");
    }
}
