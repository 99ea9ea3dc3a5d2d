package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import java.util.function.IntPredicate;

/**
 * How two numbers compare.
 *
 * <p>Source: NVIDIA, "PTX ISA", section "Comparison and Selection Instructions".
 */
@FunctionalInterface
interface Comparison {
    boolean test(long a, long b);

    /** Order of two numbers of which one is NaN. */
    int UNORDERED = 2;

    /**
     * Returns the comparison that a modifier names.
     *
     * @param name {@code lt}, {@code ltu}, …
     * @param type of the numbers
     */
    static Comparison of(String name, PtxType type) {
        IntPredicate holds = holds(name, type.isFloating());
        return switch (type) {
            case F32 -> (a, b) -> holds.test(order(Width.single(a), Width.single(b)));
            case F64 -> (a, b) -> holds.test(order(Width.wide(a), Width.wide(b)));
            default -> {
                // lo, ls, hi, hs compare without signs whatever the type says.
                boolean unsigned = name.equals("lo") || name.equals("ls") || name.equals("hi") || name.equals("hs");
                yield (a, b) -> holds.test(
                        unsigned
                                ? Long.compareUnsigned(Width.narrow(type, a), Width.narrow(type, b))
                                : IntegerSteps.compare(type, a, b));
            }
        };
    }

    private static IntPredicate holds(String name, boolean floating) {
        boolean orUnordered = floating && name.length() == 3 && name.endsWith("u");
        String plain = orUnordered ? name.substring(0, 2) : name;
        IntPredicate ordered =
                switch (plain) {
                    case "eq" -> order -> order == 0;
                    case "ne" -> order -> order != 0;
                    case "lt", "lo" -> order -> order < 0;
                    case "le", "ls" -> order -> order <= 0;
                    case "gt", "hi" -> order -> order > 0;
                    case "ge", "hs" -> order -> order >= 0;
                    case "num" -> order -> true;
                    case "nan" -> order -> false;
                    default -> throw new EmulatorException("." + name + " is no comparison that is emulated");
                };
        boolean unordered = orUnordered || plain.equals("nan");
        return order -> order == UNORDERED ? unordered : ordered.test(order);
    }

    private static int order(double a, double b) {
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
    }
}
