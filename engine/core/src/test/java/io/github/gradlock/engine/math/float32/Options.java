package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.UnaryFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of the command. */
record Options(
        List<UnaryFunction> functions,
        int part,
        int parts,
        int threads,
        Path output,
        @Nullable Path report) {
    static Options of(String... arguments) {
        List<UnaryFunction> functions = all();
        int part = 1;
        int parts = 1;
        int threads = 1;
        Path output = CheckFloat32.path("target/float32");
        Path report = null;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("no value for " + arguments[i]);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--functions" -> functions = functions(value);
                case "--part" -> {
                    String[] numbers = value.split("/");
                    part = number(numbers[0]);
                    parts = number(numbers.length == 2 ? numbers[1] : "");
                }
                case "--threads" -> threads = number(value);
                case "--output" -> output = CheckFloat32.path(value);
                case "--report" -> report = CheckFloat32.path(value);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        if (part > parts) {
            throw new IllegalArgumentException("there is no part " + part + " of " + parts);
        }
        return new Options(functions, part, parts, threads, output, report);
    }

    /** Every function that gives numbers. */
    static List<UnaryFunction> all() {
        List<UnaryFunction> result = new ArrayList<>();
        for (UnaryFunction function : UnaryFunction.values()) {
            if (!function.isPredicate()) {
                result.add(function);
            }
        }
        return result;
    }

    private static List<UnaryFunction> functions(String names) {
        List<UnaryFunction> result = new ArrayList<>();
        for (String name : names.split(",")) {
            result.add(all().stream()
                    .filter(function -> function.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no function " + name)));
        }
        return result;
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: the message is the same.
        }
        throw new IllegalArgumentException("not a positive number: " + text);
    }
}
