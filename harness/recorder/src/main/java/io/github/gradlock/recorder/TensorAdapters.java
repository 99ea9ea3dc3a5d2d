package io.github.gradlock.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The adapters on the class path of this process. */
final class TensorAdapters {
    private static final List<TensorAdapter> KNOWN = load();

    private TensorAdapters() {}

    private static List<TensorAdapter> load() {
        List<TensorAdapter> known = new ArrayList<>();
        ServiceLoader.load(TensorAdapter.class, TensorAdapters.class.getClassLoader())
                .forEach(known::add);
        return List.copyOf(known);
    }

    /** Reads a tensor of any library that has an adapter. */
    static TracedTensor read(Object tensor) {
        for (TensorAdapter adapter : KNOWN) {
            if (is(tensor.getClass(), adapter.type())) {
                return adapter.read(tensor);
            }
        }
        throw new IllegalArgumentException(
                "no adapter reads a " + tensor.getClass().getName() + "; there are adapters for "
                        + KNOWN.stream().map(TensorAdapter::type).sorted().collect(Collectors.joining(", "))
                        + ": give its elements as an array with a shape, or add a TensorAdapter (java.util.ServiceLoader)");
    }

    /** Compares names, since the library's class may not be there to be asked. */
    private static boolean is(@Nullable Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || is(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (is(parent, name)) {
                return true;
            }
        }
        return false;
    }
}
