package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A line of a function's body. */
public sealed interface Statement {
    /** Returns its line in the text, from 1. */
    int line();

    /** A place that is jumped to. */
    record Label(int line, String name) implements Statement {}

    /** Whether an instruction is executed. */
    record Guard(Operand.Register predicate, boolean negated) {
        @Override
        public String toString() {
            return "@" + (negated ? "!" : "") + predicate;
        }
    }

    /**
     * An instruction.
     *
     * @param guard null if it is always executed
     * @param opcode its first word, {@code add}
     * @param modifiers the words behind it, {@code rn}, {@code f32}, in their order
     * @param operands in their order: results first
     * @param inline whether the source has it as it stands, by {@code asm}, and no compiler chose it
     */
    record Instruction(
            int line,
            @Nullable Guard guard,
            String opcode,
            List<String> modifiers,
            List<Operand> operands,
            boolean inline)
            implements Statement {
        private static final Set<String> WITHOUT_RESULT = Set.of(
                "st",
                "red",
                "bra",
                "bar",
                "barrier",
                "membar",
                "fence",
                "ret",
                "exit",
                "trap",
                "call",
                "prefetch",
                "brx",
                "nanosleep",
                "brkpt",
                "pmevent",
                "discard",
                "applypriority",
                "griddepcontrol",
                "setmaxnreg");

        /** Copies the lists. */
        public Instruction {
            modifiers = List.copyOf(modifiers);
            operands = List.copyOf(operands);
        }

        /** Returns whether it has a modifier. */
        public boolean has(String modifier) {
            return modifiers.contains(modifier);
        }

        /** Returns the first type among the modifiers: that of the result, or of all. */
        public Optional<PtxType> type() {
            return modifiers.stream().flatMap(each -> PtxType.of(each).stream()).findFirst();
        }

        /** Returns the registers that it writes. */
        public List<String> writes() {
            return hasResult() ? operands.get(0).registers() : List.of();
        }

        /** Returns the registers that it reads, those of its guard and of addresses too. */
        public List<String> reads() {
            Stream<String> asked =
                    guard == null ? Stream.of() : Stream.of(guard.predicate().name());
            return Stream.concat(
                            asked,
                            operands.stream().skip(hasResult() ? 1 : 0).flatMap(each -> each.registers().stream()))
                    .toList();
        }

        private boolean hasResult() {
            return !operands.isEmpty() && !WITHOUT_RESULT.contains(opcode);
        }

        /** Returns opcode and modifiers, {@code add.rn.f32}. */
        public String name() {
            return modifiers.isEmpty() ? opcode : opcode + "." + String.join(".", modifiers);
        }

        @Override
        public String toString() {
            String all =
                    String.join(", ", operands.stream().map(Object::toString).toList());
            return (guard == null ? "" : guard + " ") + name() + (all.isEmpty() ? "" : " " + all);
        }
    }
}
