package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Kind;
import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxFunction;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Makes a program of a kernel's text: places for its registers and variables, and a step for each instruction. */
final class Decoder {
    private static final Step NOTHING = (warp, lanes) -> {};

    private final PtxFunction function;
    private final Registers registers;

    Decoder(PtxModule module, PtxFunction function, Map<String, Long> globals) {
        this.function = function;
        this.registers = new Registers(module, function, globals);
    }

    Program program() {
        Map<String, Integer> labels = new HashMap<>();
        List<Operation> operations = new ArrayList<>();
        List<Instruction> instructions = new ArrayList<>();
        for (Statement statement : function.body()) {
            if (statement instanceof Statement.Label label) {
                labels.put(label.name(), instructions.size());
            } else if (statement instanceof Instruction instruction) {
                instructions.add(instruction);
            }
        }
        instructions.add(new Instruction(function.line(), null, "ret", List.of(), List.of(), false));
        for (Instruction instruction : instructions) {
            operations.add(operation(instruction, labels));
        }
        return registers.program(operations);
    }

    private Operation operation(Instruction instruction, Map<String, Integer> labels) {
        try {
            return switch (instruction.opcode()) {
                case "bra" -> {
                    Operation jump = made(instruction, Kind.JUMP, NOTHING);
                    jump.setTarget(Objects.requireNonNull(
                            labels.get(instruction.operands().get(0).toString()), "no such label"));
                    yield jump;
                }
                case "ret", "exit" -> made(instruction, Kind.END, NOTHING);
                case "bar", "barrier" -> barrier(instruction);
                default -> made(instruction, Kind.PLAIN, step(instruction));
            };
        } catch (EmulatorException | NullPointerException | ClassCastException | IndexOutOfBoundsException problem) {
            throw new EmulatorException(
                    function.name() + ", line " + instruction.line() + " (" + instruction + "): "
                            + problem.getMessage(),
                    problem);
        }
    }

    private Operation made(Instruction instruction, Kind kind, Step step) {
        return new Operation(
                instruction,
                kind,
                step,
                registers.of(kind == Kind.PLAIN ? instruction.reads() : List.of()),
                registers.of(instruction.writes()),
                instruction.guard() == null
                        ? -1
                        : registers.slot(instruction.guard().predicate(), PtxType.PRED));
    }

    private Operation barrier(Instruction instruction) {
        if (instruction.has("warp")) {
            return made(instruction, Kind.PLAIN, WarpSteps.barrier(slot(instruction, 0, PtxType.B32)));
        }
        if (!instruction.has("sync") || instruction.operands().size() != 1) {
            throw new EmulatorException("a barrier of some threads of a block is not emulated");
        }
        Operation barrier = made(instruction, Kind.BARRIER, NOTHING);
        barrier.setTarget(Integer.parseInt(instruction.operands().get(0).toString()));
        return barrier;
    }

    private Step step(Instruction instruction) {
        return switch (instruction.opcode()) {
            case "mov" -> move(instruction);
            case "cvta" -> address(instruction);
            case "ld", "ldu", "st", "atom", "red" -> new Memories(registers, instruction).step();
            case "setp", "set", "selp", "slct" -> new Choices(registers, instruction).step();
            case "cvt" ->
                Lanes.of(
                        result(instruction),
                        slot(instruction, 1, lastType(instruction)),
                        ConversionSteps.of(instruction));
            case "shfl", "vote", "activemask" -> together(instruction);
            case "membar", "fence", "prefetch", "prefetchu" -> NOTHING;
            case "trap" ->
                (warp, lanes) -> {
                    throw new EmulatorException("gives up by itself");
                };
            case "lop3" -> lookup(instruction);
            case "bfi" -> inserted(instruction);
            default -> arithmetic(instruction);
        };
    }

    private Step arithmetic(Instruction instruction) {
        PtxType type = instruction.type().orElseThrow(() -> new EmulatorException("is not emulated"));
        boolean floating = type.isFloating();
        if (floating && type != PtxType.F32 && type != PtxType.F64) {
            throw new EmulatorException("numbers of type " + type + " are not emulated");
        }
        if (floating) {
            FloatingSteps.check(instruction);
        }
        int d = result(instruction);
        switch (instruction.operands().size()) {
            case 2 -> {
                LongUnaryOperator f =
                        floating ? FloatingSteps.unary(instruction, type) : IntegerSteps.unary(instruction, type);
                if (f != null) {
                    return Lanes.of(d, slot(instruction, 1, type), f);
                }
            }
            case 3 -> {
                LongBinaryOperator f =
                        floating ? FloatingSteps.binary(instruction, type) : IntegerSteps.binary(instruction, type);
                if (f != null) {
                    return Lanes.of(d, slot(instruction, 1, type), slot(instruction, 2, type), f);
                }
            }
            case 4 -> {
                Lanes.Ternary f =
                        floating ? FloatingSteps.ternary(instruction, type) : IntegerSteps.ternary(instruction, type);
                if (f != null) {
                    return Lanes.of(
                            d, slot(instruction, 1, type), slot(instruction, 2, type), slot(instruction, 3, type), f);
                }
            }
            default -> {}
        }
        throw new EmulatorException("is not emulated");
    }

    /** Moves a register, or parts of one: {@code mov.b64 {%r1, %r2}, %rd1}. */
    private Step move(Instruction instruction) {
        PtxType type = instruction.type().orElseThrow();
        Operand to = instruction.operands().get(0);
        Operand from = instruction.operands().get(1);
        if (to instanceof Operand.Several parts) {
            int[] slots = registers.slots(parts, type);
            int bits = type.bytes() * 8 / slots.length;
            int whole = registers.slot(from, type);
            Step[] steps = new Step[slots.length];
            for (int i = 0; i < slots.length; i++) {
                int shift = i * bits;
                steps[i] = Lanes.of(slots[i], whole, x -> x >>> shift & (1L << bits) - 1);
            }
            return (warp, lanes) -> {
                for (Step each : steps) {
                    each.run(warp, lanes);
                }
            };
        }
        int d = result(instruction);
        if (from instanceof Operand.Several parts) {
            int[] slots = registers.slots(parts, type);
            int bits = type.bytes() * 8 / slots.length;
            return (warp, lanes) -> {
                for (int rest = lanes; rest != 0; rest &= rest - 1) {
                    int lane = Integer.numberOfTrailingZeros(rest);
                    long joined = 0;
                    for (int i = 0; i < slots.length; i++) {
                        joined |= (warp.registers[slots[i] * Warp.LANES + lane] & (1L << bits) - 1) << i * bits;
                    }
                    warp.registers[d * Warp.LANES + lane] = joined;
                }
            };
        }
        return Lanes.of(d, registers.slot(from, type), x -> Width.narrow(type, x));
    }

    /** Between the address in a space and the generic one. */
    private Step address(Instruction instruction) {
        boolean toSpace = instruction.has("to");
        long window = instruction.has("shared")
                ? MemorySteps.SHARED_WINDOW
                : instruction.has("local") ? MemorySteps.LOCAL_WINDOW : 0;
        return Lanes.of(
                result(instruction), slot(instruction, 1, PtxType.U64), toSpace ? x -> x & ~window : x -> x | window);
    }

    private Step together(Instruction instruction) {
        List<Operand> operands = instruction.operands();
        if (instruction.opcode().equals("activemask")) {
            return WarpSteps.activeMask(result(instruction));
        }
        if (!instruction.has("sync")) {
            throw new EmulatorException(
                    "lanes that exchange something have to be named: ." + instruction.opcode() + ".sync");
        }
        if (instruction.opcode().equals("vote")) {
            boolean negated = operands.get(1) instanceof Operand.Negated;
            Operand asked = operands.get(1) instanceof Operand.Negated turned ? turned.register() : operands.get(1);
            return WarpSteps.vote(
                    instruction,
                    result(instruction),
                    registers.slot(asked, PtxType.PRED),
                    negated,
                    slot(instruction, 2, PtxType.B32));
        }
        boolean pair = operands.get(0) instanceof Operand.Pair;
        Operand first = operands.get(0) instanceof Operand.Pair both ? both.first() : operands.get(0);
        Operand second = operands.get(0) instanceof Operand.Pair both ? both.second() : operands.get(0);
        return WarpSteps.shuffle(
                instruction,
                registers.slot(first, PtxType.B32),
                pair ? registers.slot(second, PtxType.PRED) : -1,
                slot(instruction, 1, PtxType.B32),
                slot(instruction, 2, PtxType.B32),
                slot(instruction, 3, PtxType.B32),
                slot(instruction, 4, PtxType.B32));
    }

    /** Any function of three bits, by its table. */
    private Step lookup(Instruction instruction) {
        int table = Integer.parseInt(instruction.operands().get(4).toString());
        PtxType type = PtxType.B32;
        return Lanes.of(
                result(instruction),
                slot(instruction, 1, type),
                slot(instruction, 2, type),
                slot(instruction, 3, type),
                (a, b, c) -> {
                    long result = 0;
                    for (int i = 0; i < 8; i++) {
                        if ((table >>> i & 1) != 0) {
                            result |= ((i & 4) != 0 ? a : ~a) & ((i & 2) != 0 ? b : ~b) & ((i & 1) != 0 ? c : ~c);
                        }
                    }
                    return Width.narrow(type, result);
                });
    }

    private Step inserted(Instruction instruction) {
        PtxType type = instruction.type().orElseThrow();
        int length = slot(instruction, 4, PtxType.U32) * Warp.LANES;
        int d = result(instruction) * Warp.LANES;
        int from = slot(instruction, 1, type) * Warp.LANES;
        int into = slot(instruction, 2, type) * Warp.LANES;
        int position = slot(instruction, 3, PtxType.U32) * Warp.LANES;
        return (warp, lanes) -> {
            long[] r = warp.registers;
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                long result = r[into + lane];
                for (long i = 0;
                        i < (r[length + lane] & 0xFF) && (r[position + lane] & 0xFF) + i < type.bytes() * 8L;
                        i++) {
                    long at = (r[position + lane] & 0xFF) + i;
                    result = result & ~(1L << at) | (r[from + lane] >>> i & 1) << at;
                }
                r[d + lane] = Width.narrow(type, result);
            }
        };
    }

    private static PtxType lastType(Instruction instruction) {
        PtxType last = PtxType.B64;
        for (String modifier : instruction.modifiers()) {
            last = PtxType.of(modifier).orElse(last);
        }
        return last;
    }

    private int result(Instruction instruction) {
        return registers.slot(instruction.operands().get(0), PtxType.B64);
    }

    private int slot(Instruction instruction, int operand, PtxType type) {
        return registers.slot(instruction.operands().get(operand), type);
    }
}
