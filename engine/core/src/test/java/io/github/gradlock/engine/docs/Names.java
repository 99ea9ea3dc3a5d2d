package io.github.gradlock.engine.docs;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of types and methods on the pages, held against the classes. */
final class Names {
    /** A type, the first group, and perhaps a method of it, the second. */
    static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.(\\w+))?`");

    private Names() {}

    /**
     * Returns whether a class of one of the engine's packages has this name and, unless it is null, a method that a user may call or
     * override.
     */
    static boolean exists(String type, @Nullable String method, String... packages) {
        for (String name : packages) {
            try {
                Class<?> found = Class.forName("io.github.gradlock.engine." + name + "." + type);
                if (method == null || methods(found).anyMatch(method::equals)) {
                    return true;
                }
            } catch (ClassNotFoundException e) {
                // In the next package, or nowhere.
            }
        }
        return false;
    }

    private static Stream<String> methods(Class<?> type) {
        return Stream.of(type.getMethods(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                .map(Method::getName);
    }
}
