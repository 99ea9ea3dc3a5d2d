package io.github.gradlock.engine.kernel.cuda.check;

import io.github.gradlock.engine.kernel.cuda.check.Violation.Rule;
import io.github.gradlock.engine.kernel.cuda.ptx.Operand;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxFunction;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Registers that may be read before they are written: the usual forward analysis, in which what is written on all ways to a place is written there.
 *
 * <p>An instruction with a guard counts as one that writes, since whether the other way reads is not decided here; running it in the emulator does.
 */
final class Assignments {
    private final List<Statement> body;
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, Integer> registers = new HashMap<>();

    /** What is written on every way that is known to lead to a statement; null where none does yet. */
    private final @Nullable BitSet[] written;

    private Assignments(PtxFunction function) {
        body = function.body();
        written = new BitSet[body.size()];
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i) instanceof Statement.Label label) {
                labels.put(label.name(), i);
            }
        }
    }

    static List<Violation> unassigned(PtxFunction function) {
        Assignments assignments = new Assignments(function);
        assignments.spread();
        return assignments.faults(function.name());
    }

    private void spread() {
        Deque<Integer> pending = new ArrayDeque<>();
        reach(0, new BitSet(), pending);
        while (!pending.isEmpty()) {
            int at = pending.pop();
            BitSet before = written[at];
            if (before == null) {
                continue;
            }
            BitSet after = (BitSet) before.clone();
            if (body.get(at) instanceof Instruction instruction) {
                instruction.writes().forEach(name -> after.set(index(name)));
            }
            for (int next : following(at)) {
                reach(next, after, pending);
            }
        }
    }

    private void reach(int at, BitSet state, Deque<Integer> pending) {
        if (at >= body.size()) {
            return;
        }
        BitSet known = written[at];
        if (known == null) {
            written[at] = (BitSet) state.clone();
            pending.push(at);
            return;
        }
        int before = known.cardinality();
        known.and(state);
        if (known.cardinality() != before) {
            pending.push(at);
        }
    }

    private List<Integer> following(int at) {
        if (!(body.get(at) instanceof Instruction instruction)) {
            return List.of(at + 1);
        }
        boolean always = instruction.guard() == null;
        switch (instruction.opcode()) {
            case "bra" -> {
                int target = target(instruction);
                return always ? List.of(target) : List.of(target, at + 1);
            }
            case "ret", "exit", "trap" -> {
                return always ? List.of() : List.of(at + 1);
            }
            default -> {
                return List.of(at + 1);
            }
        }
    }

    private int target(Instruction instruction) {
        String name = instruction.operands().get(0) instanceof Operand.Symbol symbol ? symbol.name() : "";
        return labels.getOrDefault(name, body.size());
    }

    private List<Violation> faults(String function) {
        List<Violation> faults = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            BitSet before = written[i];
            if (before == null || !(body.get(i) instanceof Instruction instruction)) {
                continue;
            }
            for (String name : new LinkedHashSet<>(instruction.reads())) {
                if (!before.get(index(name))) {
                    faults.add(new Violation(
                            function,
                            instruction.line(),
                            instruction.toString(),
                            Rule.UNINITIALISED,
                            name + " is read, and on some way nothing has written it"));
                }
            }
        }
        return faults;
    }

    private int index(String register) {
        return registers.computeIfAbsent(register, name -> registers.size());
    }
}
