package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.emulator.Operation.Step;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable.Space;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads an instruction of memory. */
final class Memories {
    private final Registers registers;
    private final Instruction instruction;
    private final PtxType type;
    private final @Nullable Space space;

    Memories(Registers registers, Instruction instruction) {
        this.registers = registers;
        this.instruction = instruction;
        this.type = instruction.type().orElseThrow(() -> new EmulatorException("has no type"));
        this.space = MemorySteps.space(instruction);
        if (instruction.modifiers().stream().anyMatch(each -> each.startsWith("shared::cluster"))) {
            throw new EmulatorException("clusters of blocks are not emulated");
        }
    }

    Step step() {
        List<Operand> operands = instruction.operands();
        switch (instruction.opcode()) {
            case "ld", "ldu" -> {
                Operand.Address at = address(operands.get(1));
                return MemorySteps.load(type, space, slots(operands.get(0)), base(at), at.offset());
            }
            case "st" -> {
                Operand.Address at = address(operands.get(0));
                return MemorySteps.store(type, space, slots(operands.get(1)), base(at), at.offset());
            }
            default -> {
                return atomic(operands);
            }
        }
    }

    private Step atomic(List<Operand> operands) {
        int first = instruction.opcode().equals("atom") ? 1 : 0;
        Operand.Address at = address(operands.get(first));
        boolean wanted = first == 1 && !operands.get(0).toString().equals("_");
        int to = wanted ? registers.slot(operands.get(0), type) : -1;
        if (instruction.has("cas")) {
            int compared = registers.slot(operands.get(first + 1), type);
            int operand = registers.slot(operands.get(first + 2), type);
            return MemorySteps.atomic(type, space, null, to, base(at), at.offset(), operand, compared);
        }
        int operand = registers.slot(operands.get(first + 1), type);
        return MemorySteps.atomic(type, space, change(), to, base(at), at.offset(), operand, -1);
    }

    private LongBinaryOperator change() {
        for (String name : List.of("add", "min", "max", "and", "or", "xor")) {
            if (instruction.has(name)) {
                Instruction plain = new Instruction(instruction.line(), null, name, List.of(), List.of(), false);
                LongBinaryOperator change =
                        type.isFloating() ? FloatingSteps.binary(plain, type) : IntegerSteps.binary(plain, type);
                if (change != null) {
                    return change;
                }
            }
        }
        if (instruction.has("exch")) {
            return (old, value) -> value;
        }
        throw new EmulatorException("is not emulated");
    }

    private static Operand.Address address(Operand operand) {
        if (operand instanceof Operand.Address address) {
            return address;
        }
        throw new EmulatorException("\"" + operand + "\" is no address");
    }

    private int base(Operand.Address address) {
        return registers.slot(address.base(), PtxType.U64);
    }

    private int[] slots(Operand operand) {
        return operand instanceof Operand.Several several
                ? registers.slots(several, type)
                : new int[] {registers.slot(operand, type)};
    }
}
