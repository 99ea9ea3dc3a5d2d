package io.github.gradlock.engine.math;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Writes the tables of the engine's functions as headers that the kernels include. */
public final class CudaTables {
    private static final String MADE = """
            // Made from the classes of io.github.gradlock.engine.math by CudaTablesTests, which says how; nothing here is changed by hand.
            #pragma once
            #include "common.cuh"
            """;

    private static final String ROUNDING = """

            // The result of a hard case, by the bits of its input, ascending, each followed by those of its result; else the value rounded.
            template <int N>
            __device__ __forceinline__ float looked_up(float x, double value, const u32 (&pairs)[N]) {
              int low = 0, high = N / 2 - 1;
              int sought = (int)bits_of(x);
            #pragma unroll 1
              while (low <= high) {
                int middle = (low + high) >> 1;
                int found = (int)pairs[2 * middle];
                if (found == sought) return of_bits(pairs[2 * middle + 1]);
                if (found < sought) low = middle + 1; else high = middle - 1;
              }
              return (float)value;
            }
            // Only values near the middle between two numbers of binary32 can be hard, and subnormal ones, whose middles have other bits.
            template <int N>
            __device__ __forceinline__ float rounded(float x, double value, const u32 (&pairs)[N]) {
              i64 from_middle = (i64)(bits_of(value) & 0x1fffffffull) - 0x10000000;
              bool near = (from_middle < 0 ? -from_middle : from_middle) <= (1 << 20);
              bool subnormal = of_bits(bits_of(value) & (u64)0x7fffffffffffffffull) < 0x1p-126;
              return near || subnormal ? looked_up(x, value, pairs) : (float)value;
            }
            """;

    private CudaTables() {}

    /** Returns the inputs of binary32 that are looked up, a function each. */
    public static String hardCases() throws IllegalAccessException {
        StringBuilder text = new StringBuilder(MADE).append(ROUNDING);
        for (Map.Entry<String, HardCases> entry : tables().entrySet()) {
            text.append(function(entry.getKey(), entry.getValue()));
        }
        return text.toString();
    }

    /** Returns coefficients. */
    public static String polynomials() throws IllegalAccessException {
        StringBuilder text = new StringBuilder(MADE);
        polynomials("ERF_NEAR", ErrorFunction.class, "NEAR", text);
        polynomials("ERF_FAR", ErrorFunction.class, "FAR", text);
        polynomials("ERFC_SCALED", ErrorFunction.class, "SCALED", text);
        polynomials("ERFINV_NEAR", InverseErrorFunction.class, "NEAR", text);
        polynomials("ERFINV_FAR", InverseErrorFunction.class, "FAR", text);
        polynomials("LGAMMA_NEAR_1", Gamma.class, "NEAR_1", text);
        polynomials("LGAMMA_BETWEEN", Gamma.class, "BETWEEN", text);
        polynomials("LGAMMA_NEAR_2", Gamma.class, "NEAR_2", text);
        polynomials("LGAMMA_STIRLING", Gamma.class, "STIRLING", text);
        polynomials("DIGAMMA_NEAR", Gamma.class, "DIGAMMA", text);
        polynomials("DIGAMMA_ASYMPTOTIC", Gamma.class, "ASYMPTOTIC", text);
        return text.toString();
    }

    /** Returns every input that a table names, of whatever function. */
    public static float[] hardInputs() throws IllegalAccessException {
        int count = tables().values().stream()
                .mapToInt(table -> table.inputs().length)
                .sum();
        float[] inputs = new float[count];
        int to = 0;
        for (HardCases table : tables().values()) {
            for (float input : table.inputs()) {
                inputs[to++] = input;
            }
        }
        return inputs;
    }

    private static Map<String, HardCases> tables() throws IllegalAccessException {
        Map<String, HardCases> tables = new TreeMap<>();
        for (Field field : HardCases.class.getDeclaredFields()) {
            if (field.getType() == HardCases.class) {
                tables.put(field.getName(), (HardCases) field.get(null));
            }
        }
        return tables;
    }

    private static String function(String name, HardCases table) {
        String function = "__device__ __forceinline__ float round_" + name.toLowerCase(Locale.ROOT)
                + "(float x, double value) { return ";
        float[] inputs = table.inputs();
        if (inputs.length == 0) {
            return function + "(float)value; }\n";
        }
        StringJoiner pairs = new StringJoiner(", ");
        for (float input : inputs) {
            pairs.add("0x%08xu, 0x%08xu"
                    .formatted(
                            Float.floatToRawIntBits(input), Float.floatToRawIntBits(table.lookUp(input, Double.NaN))));
        }
        // Near their zeros the binary64 values of these are off by more than the others are.
        String way = name.equals("LGAMMA") || name.equals("DIGAMMA") ? "looked_up" : "rounded";
        return function.replace("return ", "static const u32 pairs[] = {" + pairs + "}; return ") + way
                + "(x, value, pairs); }\n";
    }

    private static void polynomials(String name, Class<?> type, String field, StringBuilder text)
            throws IllegalAccessException {
        Field of = Arrays.stream(type.getDeclaredFields())
                .filter(one -> one.getName().equals(field))
                .findFirst()
                .orElseThrow();
        of.setAccessible(true);
        Object value = of.get(null);
        text.append("\nstatic __constant__ double ").append(name);
        if (value instanceof double[][] rows) {
            text.append("[][").append(rows[0].length).append("] = {");
            StringJoiner lines = new StringJoiner(",\n  ", "\n  ", "");
            for (double[] row : rows) {
                lines.add("{" + joined(row) + "}");
            }
            text.append(lines);
        } else {
            text.append("[] = {").append(joined((double[]) value));
        }
        text.append("};\n");
    }

    private static String joined(double[] values) {
        StringJoiner joined = new StringJoiner(", ");
        for (double one : values) {
            joined.add(Double.toHexString(one));
        }
        return joined.toString();
    }
}
