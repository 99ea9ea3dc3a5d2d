package io.github.gradlock.engine.kernel.cuda.check;

import io.github.gradlock.engine.kernel.cuda.check.Violation.Rule;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxFunction;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds PTX against rules 1, 2, 7 and 11 of the contract of numerics.
 *
 * <p>Fused multiply-adds are right only where the source has them, which their text does not tell: so the sources write each as inline assembly, whose
 * marks are in the PTX, and one without them is a compiler's. An addition or a product without a rounding mode may still be fused when the PTX
 * becomes machine code, so that it counts as one (PTX ISA, "Floating Point Instructions: add").
 */
public final class ContractCheck {
    /** Instructions that have no correctly rounded form. */
    private static final Set<String> APPROXIMATE = Set.of("ex2", "lg2", "sin", "cos", "tanh", "rsqrt");

    private static final Set<String> TENSOR_CORES = Set.of("mma", "wmma", "wgmma", "tcgen05", "ldmatrix", "stmatrix");

    /** Those of binary numbers that round. */
    private static final Set<String> ROUNDED = Set.of("add", "sub", "mul", "fma", "mad", "div", "sqrt", "rcp");

    private static final Set<String> DIRECTED = Set.of("rz", "rm", "rp", "rna", "rs");

    private static final Set<String> OF_THE_MACHINE = Set.of(
            "%clock",
            "%clock_hi",
            "%clock64",
            "%globaltimer",
            "%globaltimer_lo",
            "%globaltimer_hi",
            "%smid",
            "%nsmid",
            "%warpid",
            "%nwarpid",
            "%gridid");

    private final List<Violation> found = new ArrayList<>();
    private final PtxFunction function;

    private ContractCheck(PtxFunction function) {
        this.function = function;
    }

    /** Returns what a module does that it must not, by function and line. */
    public static List<Violation> violations(PtxModule module) {
        List<Violation> all = new ArrayList<>();
        for (PtxFunction function : module.functions()) {
            ContractCheck check = new ContractCheck(function);
            function.instructions().forEach(check::instruction);
            all.addAll(check.found);
            all.addAll(Assignments.unassigned(function));
        }
        return all;
    }

    private void instruction(Instruction instruction) {
        approximations(instruction);
        if (instruction.has("ftz")) {
            add(instruction, Rule.FLUSH_TO_ZERO, "subnormal numbers become zeros");
        }
        if (instruction.has("sat")) {
            add(instruction, Rule.APPROXIMATION, "the result is forced between 0 and 1, and a NaN becomes 0");
        }
        contraction(instruction);
        atomics(instruction);
        rounding(instruction);
        precision(instruction);
        machine(instruction);
    }

    private void approximations(Instruction instruction) {
        if (instruction.has("approx") || instruction.has("full") || APPROXIMATE.contains(instruction.opcode())) {
            add(instruction, Rule.APPROXIMATION, "the result is not the correctly rounded one");
        } else if (isRounded(instruction)
                && Set.of("div", "sqrt", "rcp").contains(instruction.opcode())
                && instruction.modifiers().stream().noneMatch(each -> each.equals("rn") || DIRECTED.contains(each))) {
            add(instruction, Rule.APPROXIMATION, "without a rounding mode it is an approximation");
        }
    }

    private void contraction(Instruction instruction) {
        if (!isRounded(instruction)) {
            return;
        }
        switch (instruction.opcode()) {
            case "fma", "mad" -> {
                if (!instruction.inline()) {
                    add(
                            instruction,
                            Rule.CONTRACTION,
                            "a compiler made one rounding of two: compile with --fmad=false");
                }
            }
            case "add", "sub", "mul" -> {
                if (instruction.modifiers().stream().noneMatch(each -> each.equals("rn") || DIRECTED.contains(each))) {
                    add(instruction, Rule.CONTRACTION, "without a rounding mode it may still be fused with another");
                }
            }
            default -> {}
        }
    }

    private void atomics(Instruction instruction) {
        boolean atomic =
                instruction.opcode().equals("atom") || instruction.opcode().equals("red");
        if (atomic && type(instruction).filter(PtxType::isFloating).isPresent()) {
            add(instruction, Rule.ATOMIC, "the order of additions is that in which threads come");
        }
    }

    private void rounding(Instruction instruction) {
        boolean toFloating = type(instruction).filter(PtxType::isFloating).isPresent();
        boolean affected = isRounded(instruction) || instruction.opcode().equals("cvt") && toFloating;
        if (affected && instruction.modifiers().stream().anyMatch(DIRECTED::contains)) {
            add(instruction, Rule.ROUNDING, "the contract rounds to the nearest, ties to even");
        }
    }

    private void precision(Instruction instruction) {
        boolean narrow = instruction.modifiers().stream()
                .flatMap(each -> PtxType.of(each).stream())
                .anyMatch(type -> type.isFloating() && type != PtxType.F32 && type != PtxType.F64);
        if (TENSOR_CORES.contains(instruction.opcode())) {
            add(instruction, Rule.PRECISION, "tensor cores add in an order and with roundings of their own");
        } else if (narrow) {
            add(instruction, Rule.PRECISION, "the contract has binary32 and binary64 alone");
        }
    }

    private void machine(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Special special && OF_THE_MACHINE.contains(special.name())) {
                add(instruction, Rule.MACHINE, special.name() + " is another one with each machine or moment");
            }
        }
    }

    private static boolean isRounded(Instruction instruction) {
        return ROUNDED.contains(instruction.opcode())
                && type(instruction).filter(PtxType::isFloating).isPresent();
    }

    private static Optional<PtxType> type(Instruction instruction) {
        return instruction.type();
    }

    private void add(Instruction instruction, Rule rule, String reason) {
        found.add(new Violation(function.name(), instruction.line(), instruction.toString(), rule, reason));
    }
}
