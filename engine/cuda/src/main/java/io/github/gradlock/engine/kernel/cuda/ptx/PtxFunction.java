package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel or another function.
 *
 * @param line of its name
 * @param name as the host asks for it
 * @param isKernel whether the host may start it
 * @param results of a function that is no kernel
 * @param parameters in their order
 * @param registers type by name, as far as they are declared one by one
 * @param registerRanges how many there are by their common beginning: {@code %r} of {@code %r<12>}
 * @param rangeTypes type by the same beginnings
 * @param variables of the body: shared and local ones, and parameters of calls
 * @param body empty of a function that is only declared
 */
public record PtxFunction(
        int line,
        String name,
        boolean isKernel,
        List<PtxVariable> results,
        List<PtxVariable> parameters,
        Map<String, PtxType> registers,
        Map<String, Integer> registerRanges,
        Map<String, PtxType> rangeTypes,
        List<PtxVariable> variables,
        List<Statement> body) {
    /** Copies what it is given. */
    public PtxFunction {
        results = List.copyOf(results);
        parameters = List.copyOf(parameters);
        registers = Map.copyOf(registers);
        registerRanges = Map.copyOf(registerRanges);
        rangeTypes = Map.copyOf(rangeTypes);
        variables = List.copyOf(variables);
        body = List.copyOf(body);
    }

    /** Returns the type that a register was declared with. */
    public Optional<PtxType> type(String register) {
        PtxType single = registers.get(register);
        String family = register.replaceFirst("[0-9]+$", "");
        return Optional.ofNullable(single != null ? single : rangeTypes.get(family));
    }

    /** Returns its instructions, without labels. */
    public List<Statement.Instruction> instructions() {
        return body.stream()
                .filter(Statement.Instruction.class::isInstance)
                .map(Statement.Instruction.class::cast)
                .toList();
    }
}
