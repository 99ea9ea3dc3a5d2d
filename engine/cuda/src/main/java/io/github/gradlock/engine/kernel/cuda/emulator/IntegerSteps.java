package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Lanes.Ternary;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic, logic and shifts of integers.
 *
 * <p>Source: NVIDIA, "PTX ISA", sections "Integer Arithmetic Instructions" and "Logic and Shift Instructions".
 */
final class IntegerSteps {
    private IntegerSteps() {}

    /** Returns a function of one number; null if the instruction is none. */
    static @Nullable LongUnaryOperator unary(Instruction instruction, PtxType type) {
        int bits = type.bytes() * 8;
        return switch (instruction.opcode()) {
            case "neg" -> x -> Width.narrow(type, -Width.widen(type, x));
            case "abs" -> x -> Width.narrow(type, Math.abs(Width.widen(type, x)));
            case "not" -> x -> Width.narrow(type, ~x);
            case "cnot" -> x -> Width.narrow(type, x) == 0 ? 1 : 0;
            case "popc" -> x -> Long.bitCount(Width.narrow(type, x));
            case "clz" -> x -> Long.numberOfLeadingZeros(Width.narrow(type, x)) - (64 - bits);
            case "brev" -> x -> Long.reverse(x) >>> (64 - bits);
            case "bfind" -> x -> bfind(instruction, type, x);
            default -> null;
        };
    }

    private static long bfind(Instruction instruction, PtxType type, long bits) {
        long value = Width.widen(type, bits);
        long searched = type.isSigned() && value < 0 ? Width.narrow(type, ~value) : Width.narrow(type, value);
        if (searched == 0) {
            return 0xFFFFFFFFL;
        }
        int found = 63 - Long.numberOfLeadingZeros(searched);
        return instruction.has("shiftamt") ? type.bytes() * 8L - 1 - found : found;
    }

    /** Returns a function of two numbers; null if the instruction is none. */
    static @Nullable LongBinaryOperator binary(Instruction instruction, PtxType type) {
        boolean signed = type.isSigned();
        int bits = type.bytes() * 8;
        return switch (instruction.opcode()) {
            case "add" -> (a, b) -> Width.narrow(type, a + b);
            case "sub" -> (a, b) -> Width.narrow(type, a - b);
            case "mul" -> product(instruction, type);
            case "div" -> (a, b) -> Width.narrow(type, quotient(type, a, b));
            case "rem" -> (a, b) -> Width.narrow(type, remainder(type, a, b));
            case "min" -> (a, b) -> compare(type, a, b) <= 0 ? Width.narrow(type, a) : Width.narrow(type, b);
            case "max" -> (a, b) -> compare(type, a, b) >= 0 ? Width.narrow(type, a) : Width.narrow(type, b);
            case "and" -> (a, b) -> Width.narrow(type, a & b);
            case "or" -> (a, b) -> Width.narrow(type, a | b);
            case "xor" -> (a, b) -> Width.narrow(type, a ^ b);
            case "shl" -> (a, b) -> amount(b) >= bits ? 0 : Width.narrow(type, a << amount(b));
            case "shr" -> (a, b) -> Width.narrow(type, shifted(type, signed, bits, a, b));
            default -> null;
        };
    }

    private static int amount(long bits) {
        long amount = bits & 0xFFFFFFFFL;
        return (int) Math.min(amount, 64);
    }

    private static long shifted(PtxType type, boolean signed, int bits, long a, long b) {
        int amount = amount(b);
        if (amount >= bits) {
            return signed && Width.widen(type, a) < 0 ? -1 : 0;
        }
        return signed ? Width.widen(type, a) >> amount : Width.narrow(type, a) >>> amount;
    }

    private static long quotient(PtxType type, long a, long b) {
        long x = Width.widen(type, a);
        long y = Width.widen(type, b);
        if (y == 0) {
            throw new EmulatorException("divides by zero, of which the result is not specified");
        }
        return type.isSigned() ? x / y : Long.divideUnsigned(x, y);
    }

    private static long remainder(PtxType type, long a, long b) {
        long x = Width.widen(type, a);
        long y = Width.widen(type, b);
        if (y == 0) {
            throw new EmulatorException("divides by zero, of which the remainder is not specified");
        }
        return type.isSigned() ? x % y : Long.remainderUnsigned(x, y);
    }

    /** Returns the order of two numbers of a type. */
    static int compare(PtxType type, long a, long b) {
        long x = Width.widen(type, a);
        long y = Width.widen(type, b);
        return type.isSigned() ? Long.compare(x, y) : Long.compareUnsigned(x, y);
    }

    private static LongBinaryOperator product(Instruction instruction, PtxType type) {
        if (instruction.has("wide")) {
            return (a, b) -> Width.widen(type, a) * Width.widen(type, b) & (type.bytes() == 2 ? 0xFFFFFFFFL : -1L);
        }
        if (!instruction.has("hi")) {
            return (a, b) -> Width.narrow(type, a * b);
        }
        return (a, b) -> high(type, a, b);
    }

    private static long high(PtxType type, long a, long b) {
        long x = Width.widen(type, a);
        long y = Width.widen(type, b);
        if (type.bytes() < 8) {
            return Width.narrow(type, x * y >> type.bytes() * 8);
        }
        long high = Math.multiplyHigh(x, y);
        // Unsigned: a number with its upper bit set was taken for 2^64 less.
        return type.isSigned() ? high : high + (x >> 63 & y) + (y >> 63 & x);
    }

    /** Returns a function of three numbers; null if the instruction is none. */
    static @Nullable Ternary ternary(Instruction instruction, PtxType type) {
        return switch (instruction.opcode()) {
            case "mad" -> {
                LongBinaryOperator product = product(instruction, type);
                boolean wide = instruction.has("wide");
                yield (a, b, c) -> {
                    long sum = product.applyAsLong(a, b) + c;
                    return wide ? type.bytes() == 2 ? sum & 0xFFFFFFFFL : sum : Width.narrow(type, sum);
                };
            }
            case "sad" ->
                (a, b, c) -> Width.narrow(
                        type,
                        Width.narrow(type, c)
                                + (compare(type, a, b) < 0
                                        ? Width.widen(type, b) - Width.widen(type, a)
                                        : Width.widen(type, a) - Width.widen(type, b)));
            case "bfe" -> (a, b, c) -> extracted(type, a, (int) (b & 0xFF), (int) (c & 0xFF));
            case "shf" -> (a, b, c) -> funnel(instruction, a, b, c);
            case "prmt" -> (a, b, c) -> permuted(a, b, c);
            default -> null;
        };
    }

    private static long extracted(PtxType type, long a, int position, int length) {
        int bits = type.bytes() * 8;
        long value = Width.widen(type, a);
        int top = Math.min(position + length - 1, bits - 1);
        long sign = type.isSigned() && length > 0 && (Width.narrow(type, a) >>> top & 1) != 0 ? -1 : 0;
        long result = sign;
        for (int i = 0; i < length && i < bits; i++) {
            long bit = position + i < bits ? Width.narrow(type, value) >>> (position + i) & 1 : sign & 1;
            result = result & ~(1L << i) | bit << i;
        }
        return Width.narrow(type, result);
    }

    private static long funnel(Instruction instruction, long low, long high, long by) {
        long both = (high & 0xFFFFFFFFL) << 32 | low & 0xFFFFFFFFL;
        long asked = by & 0xFFFFFFFFL;
        int amount = (int) (instruction.has("clamp") ? Math.min(asked, 32) : asked & 31);
        return instruction.has("l") ? both << amount >>> 32 : both >>> amount & 0xFFFFFFFFL;
    }

    private static long permuted(long a, long b, long selector) {
        long both = (b & 0xFFFFFFFFL) << 32 | a & 0xFFFFFFFFL;
        long result = 0;
        for (int i = 0; i < 4; i++) {
            int choice = (int) (selector >>> 4 * i & 0xF);
            long chosen = both >>> 8 * (choice & 7) & 0xFF;
            long taken = (choice & 8) == 0 ? chosen : (chosen & 0x80) == 0 ? 0 : 0xFF;
            result |= taken << 8 * i;
        }
        return result;
    }
}
