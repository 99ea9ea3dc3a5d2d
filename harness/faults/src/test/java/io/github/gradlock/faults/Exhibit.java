package io.github.gradlock.faults;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Computes the gradient of every case several times and prints a line each, {@code name hash hash …}.
 *
 * <p>Started by {@link FaultsIT} as a process of its own, with the JVM options of one variant of an environment.
 */
final class Exhibit {
    private Exhibit() {}

    /** Takes the number of iterations, and then the cases. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        int iterations = Integer.parseInt(arguments[0]);
        String[] names = Arrays.copyOfRange(arguments, 1, arguments.length);
        String[][] hashes = new String[names.length][iterations];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int i = 0; i < names.length; i++) {
                hashes[i][iteration] = hash(Cases.named(names[i]));
            }
        }
        for (int i = 0; i < names.length; i++) {
            System.out.println(names[i] + " " + String.join(" ", hashes[i]));
        }
    }

    private static String hash(Class<?> type) throws ReflectiveOperationException {
        try {
            return Integer.toHexString(Arrays.hashCode(
                    (double[]) type.getDeclaredMethod("gradient").invoke(null)));
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(type.getSimpleName() + " failed", failure.getCause());
        }
    }
}
