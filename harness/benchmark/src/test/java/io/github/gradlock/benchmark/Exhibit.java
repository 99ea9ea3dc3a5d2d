package io.github.gradlock.benchmark;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/**
 * Executes cases and prints what came out, a line each: {@code case iteration kind name inputs outputs}.
 *
 * <p>Started by {@link FaultsIT} as a process of its own, with the options of one side.
 */
final class Exhibit {
    private Exhibit() {}

    /** Takes the case ids, each with a number of iterations: {@code known/wideClasses=3}. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Map<String, Method> methods = new TreeMap<>(Cases.with(Fault.class));
        methods.putAll(Cases.with(Control.class));
        for (String argument : arguments) {
            String id = argument.substring(0, argument.indexOf('='));
            int iterations = Integer.parseInt(argument.substring(id.length() + 1));
            for (int iteration = 0; iteration < iterations; iteration++) {
                print(id, iteration, Objects.requireNonNull(methods.get(id), id));
            }
        }
    }

    private static void print(String id, int iteration, Method method) throws ReflectiveOperationException {
        String head = id + " " + iteration + "\t";
        Witness witness = new Witness(iteration == 0, iteration);
        try {
            Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            method.setAccessible(true);
            method.invoke(constructor.newInstance(), witness);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof TestAbortedException aborted) {
                System.out.println(head + "skipped\t" + aborted.getMessage());
                return;
            }
            throw new IllegalStateException(id + " failed", failure.getCause());
        }
        witness.gradients.forEach((name, hash) -> System.out.println(head + "gradient\t" + name + "\t-\t" + hash));
        witness.inputs.forEach((step, hashes) -> System.out.println(
                head + "step\t" + step + "\t-" + hashes + "\t" + witness.outputs.get(step)));
    }
}
