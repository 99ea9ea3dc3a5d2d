package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Conversions between types.
 *
 * <p>Source: NVIDIA, "PTX ISA", section "Data Movement and Conversion Instructions: cvt".
 */
final class ConversionSteps {
    private static final double TWO_63 = 0x1p63;

    private ConversionSteps() {}

    static LongUnaryOperator of(Instruction instruction) {
        List<PtxType> types = instruction.modifiers().stream()
                .flatMap(each -> PtxType.of(each).stream())
                .toList();
        if (types.size() != 2) {
            throw new EmulatorException("a conversion has two types");
        }
        PtxType to = types.get(0);
        PtxType from = types.get(1);
        if (instruction.has("ftz")
                || instruction.has("sat") && to.isFloating()
                || isNarrow(to)
                || isNarrow(from)
                || to.isFloating() && (instruction.has("rz") || instruction.has("rm") || instruction.has("rp"))) {
            throw new EmulatorException(instruction.name() + " is not emulated: its results are not the contract's");
        }
        if (from.isFloating()) {
            return to.isFloating() ? betweenFloating(instruction, to, from) : toInteger(instruction, to, from);
        }
        return to.isFloating() ? ofInteger(to, from) : betweenIntegers(instruction, to, from);
    }

    private static boolean isNarrow(PtxType type) {
        return type.isFloating() && type != PtxType.F32 && type != PtxType.F64;
    }

    private static LongUnaryOperator betweenFloating(Instruction instruction, PtxType to, PtxType from) {
        DoubleUnaryOperator integral = integral(instruction);
        if (to == PtxType.F32) {
            // A binary32 is a binary64, and so are the integers that it is rounded to.
            return x ->
                    Width.bits((float) integral.applyAsDouble(from == PtxType.F32 ? Width.single(x) : Width.wide(x)));
        }
        return x -> Width.bits(integral.applyAsDouble(from == PtxType.F32 ? Width.single(x) : Width.wide(x)));
    }

    private static DoubleUnaryOperator integral(Instruction instruction) {
        if (instruction.has("rni")) {
            return Math::rint;
        }
        if (instruction.has("rmi")) {
            return Math::floor;
        }
        if (instruction.has("rpi")) {
            return Math::ceil;
        }
        return instruction.has("rzi") ? x -> x < 0 ? Math.ceil(x) : Math.floor(x) : x -> x;
    }

    /** What is out of range becomes the nearest number of the type; a NaN 0, or the upper bit alone where a type has 64 bits. */
    private static LongUnaryOperator toInteger(Instruction instruction, PtxType to, PtxType from) {
        DoubleUnaryOperator integral = integral(instruction);
        return bits -> {
            double x = integral.applyAsDouble(from == PtxType.F32 ? Width.single(bits) : Width.wide(bits));
            if (x != x) {
                return to.bytes() == 8 || from == PtxType.F64 ? 1L << to.bytes() * 8 - 1 : 0;
            }
            double least = to.isSigned() ? -Math.scalb(1, to.bytes() * 8 - 1) : 0;
            double end = Math.scalb(1, to.bytes() * 8 - (to.isSigned() ? 1 : 0));
            if (x < least) {
                return Width.narrow(to, (long) least);
            }
            if (x >= end) {
                return Width.narrow(to, to.isSigned() ? (1L << to.bytes() * 8 - 1) - 1 : -1);
            }
            return Width.narrow(to, x >= TWO_63 ? (long) (x - TWO_63) ^ Long.MIN_VALUE : (long) x);
        };
    }

    private static LongUnaryOperator ofInteger(PtxType to, PtxType from) {
        boolean unsigned64 = from == PtxType.U64 || from == PtxType.B64;
        if (to == PtxType.F32) {
            return x -> {
                long value = Width.widen(from, x);
                return Width.bits(unsigned64 && value < 0 ? 2 * (float) halved(value) : (float) value);
            };
        }
        return x -> {
            long value = Width.widen(from, x);
            return Width.bits(unsigned64 && value < 0 ? 2 * (double) halved(value) : (double) value);
        };
    }

    /** Half of an unsigned number, its last bit kept where rounding sees it. */
    private static long halved(long value) {
        return value >>> 1 | value & 1;
    }

    private static LongUnaryOperator betweenIntegers(Instruction instruction, PtxType to, PtxType from) {
        if (!instruction.has("sat")) {
            return x -> Width.narrow(to, Width.widen(from, x));
        }
        throw new EmulatorException(instruction.name() + " is not emulated");
    }
}
