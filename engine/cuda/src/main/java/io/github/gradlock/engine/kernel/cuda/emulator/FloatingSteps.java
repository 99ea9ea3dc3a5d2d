package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Lanes.Ternary;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import io.github.gradlock.engine.math.FusedMultiplyAdd;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of binary32 and binary64, rounded to the nearest. What rounds otherwise or approximates is refused: its bits are not specified, or not the
 * contract's.
 *
 * <p>Source: NVIDIA, "PTX ISA", section "Floating Point Instructions".
 */
final class FloatingSteps {
    private static final Set<String> OTHERWISE = Set.of("approx", "full", "ftz", "sat", "rz", "rm", "rp", "rna");

    private FloatingSteps() {}

    /** Throws if the bits of a result are not those that Java computes. */
    static void check(Instruction instruction) {
        for (String modifier : instruction.modifiers()) {
            if (OTHERWISE.contains(modifier)) {
                throw new EmulatorException("." + modifier + " is not emulated: its results are not the contract's");
            }
        }
    }

    /** Returns a function of one number; null if the instruction is none. */
    static @Nullable LongUnaryOperator unary(Instruction instruction, PtxType type) {
        return type == PtxType.F32 ? single(instruction) : wide(instruction);
    }

    private static @Nullable LongUnaryOperator single(Instruction instruction) {
        return switch (instruction.opcode()) {
            case "neg" -> x -> (x ^ 0x80000000L) & 0xFFFFFFFFL;
            case "abs" -> x -> x & 0x7FFFFFFFL;
            case "sqrt" -> x -> Width.bits((float) Math.sqrt(Width.single(x)));
            case "rcp" -> x -> Width.bits(1 / Width.single(x));
            default -> null;
        };
    }

    private static @Nullable LongUnaryOperator wide(Instruction instruction) {
        return switch (instruction.opcode()) {
            case "neg" -> x -> x ^ Long.MIN_VALUE;
            case "abs" -> x -> x & Long.MAX_VALUE;
            case "sqrt" -> x -> Width.bits(Math.sqrt(Width.wide(x)));
            case "rcp" -> x -> Width.bits(1 / Width.wide(x));
            default -> null;
        };
    }

    /** Returns a function of two numbers; null if the instruction is none. */
    static @Nullable LongBinaryOperator binary(Instruction instruction, PtxType type) {
        return type == PtxType.F32 ? singles(instruction) : wides(instruction);
    }

    private static @Nullable LongBinaryOperator singles(Instruction instruction) {
        boolean propagates = instruction.has("NaN");
        return switch (instruction.opcode()) {
            case "add" -> (a, b) -> Width.bits(Width.single(a) + Width.single(b));
            case "sub" -> (a, b) -> Width.bits(Width.single(a) - Width.single(b));
            case "mul" -> (a, b) -> Width.bits(Width.single(a) * Width.single(b));
            case "div" -> (a, b) -> Width.bits(Width.single(a) / Width.single(b));
            case "min" -> (a, b) -> Width.bits(extreme(false, propagates, Width.single(a), Width.single(b)));
            case "max" -> (a, b) -> Width.bits(extreme(true, propagates, Width.single(a), Width.single(b)));
            case "copysign" -> (a, b) -> b & 0x7FFFFFFFL | a & 0x80000000L;
            default -> null;
        };
    }

    private static @Nullable LongBinaryOperator wides(Instruction instruction) {
        return switch (instruction.opcode()) {
            case "add" -> (a, b) -> Width.bits(Width.wide(a) + Width.wide(b));
            case "sub" -> (a, b) -> Width.bits(Width.wide(a) - Width.wide(b));
            case "mul" -> (a, b) -> Width.bits(Width.wide(a) * Width.wide(b));
            case "div" -> (a, b) -> Width.bits(Width.wide(a) / Width.wide(b));
            case "min" -> (a, b) -> Width.bits(extreme(false, Width.wide(a), Width.wide(b)));
            case "max" -> (a, b) -> Width.bits(extreme(true, Width.wide(a), Width.wide(b)));
            case "copysign" -> (a, b) -> b & Long.MAX_VALUE | a & Long.MIN_VALUE;
            default -> null;
        };
    }

    /** Of a NaN and a number the number, as the device does it; +0 is greater than −0. */
    private static float extreme(boolean max, boolean propagates, float a, float b) {
        if (!propagates && (a != a || b != b)) {
            return a != a ? b : a;
        }
        return max ? Math.max(a, b) : Math.min(a, b);
    }

    private static double extreme(boolean max, double a, double b) {
        if (a != a || b != b) {
            return a != a ? b : a;
        }
        return max ? Math.max(a, b) : Math.min(a, b);
    }

    /** Returns a function of three numbers; null if the instruction is none. */
    static @Nullable Ternary ternary(Instruction instruction, PtxType type) {
        return switch (instruction.opcode()) {
            case "fma", "mad" ->
                type == PtxType.F32
                        ? (a, b, c) ->
                                Width.bits(FusedMultiplyAdd.of(Width.single(a), Width.single(b), Width.single(c)))
                        : (a, b, c) -> Width.bits(FusedMultiplyAdd.of(Width.wide(a), Width.wide(b), Width.wide(c)));
            default -> null;
        };
    }
}
