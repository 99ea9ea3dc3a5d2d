package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.List;

/** Reads an instruction that compares or selects. */
final class Choices {
    private final Registers registers;
    private final Instruction instruction;
    private final List<Operand> operands;

    Choices(Registers registers, Instruction instruction) {
        this.registers = registers;
        this.instruction = instruction;
        this.operands = instruction.operands();
    }

    Step step() {
        if (instruction.has("ftz")) {
            throw new EmulatorException(".ftz is not emulated: its results are not the contract's");
        }
        return switch (instruction.opcode()) {
            case "selp" -> {
                PtxType type = instruction.type().orElseThrow();
                yield Lanes.of(
                        registers.slot(operands.get(0), type),
                        registers.slot(operands.get(1), type),
                        registers.slot(operands.get(2), type),
                        registers.slot(operands.get(3), PtxType.PRED),
                        (a, b, chosen) -> Width.narrow(type, chosen != 0 ? a : b));
            }
            case "setp" -> predicate();
            default -> throw new EmulatorException("is not emulated");
        };
    }

    /** {@code setp.lt.f32 p|q, a, b}, or {@code setp.lt.and.f32 p|q, a, b, !c}. */
    private Step predicate() {
        PtxType type = instruction.type().orElseThrow();
        Comparison comparison = Comparison.of(instruction.modifiers().get(0), type);
        Operand to = operands.get(0);
        Operand other = to instanceof Operand.Pair pair ? pair.second() : null;
        int d = registers.slot(to instanceof Operand.Pair pair ? pair.first() : to, PtxType.PRED) * Warp.LANES;
        int q = other == null || other.toString().equals("_") ? -1 : registers.slot(other, PtxType.PRED) * Warp.LANES;
        int a = registers.slot(operands.get(1), type) * Warp.LANES;
        int b = registers.slot(operands.get(2), type) * Warp.LANES;
        boolean joined = operands.size() > 3;
        boolean negated = joined && operands.get(3) instanceof Operand.Negated;
        int c = !joined
                ? -1
                : registers.slot(
                                operands.get(3) instanceof Operand.Negated turned ? turned.register() : operands.get(3),
                                PtxType.PRED)
                        * Warp.LANES;
        return (warp, lanes) -> {
            long[] r = warp.registers;
            for (int rest = lanes; rest != 0; rest &= rest - 1) {
                int lane = Integer.numberOfTrailingZeros(rest);
                boolean holds = comparison.test(r[a + lane], r[b + lane]);
                boolean third = joined && r[c + lane] != 0 != negated;
                r[d + lane] = together(holds, third, joined) ? 1 : 0;
                if (q >= 0) {
                    r[q + lane] = together(!holds, third, joined) ? 1 : 0;
                }
            }
        };
    }

    private boolean together(boolean holds, boolean third, boolean joined) {
        if (!joined) {
            return holds;
        }
        return instruction.has("and") ? holds && third : instruction.has("or") ? holds || third : holds != third;
    }
}
