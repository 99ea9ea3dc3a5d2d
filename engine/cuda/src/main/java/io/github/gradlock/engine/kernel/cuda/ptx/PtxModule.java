package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.List;
import java.util.Optional;

/**
 * A text of PTX.
 *
 * @param version of the language, {@code 8.4}
 * @param target architecture that it is for, {@code sm_75}, with further words behind commas
 * @param variables of the module
 * @param functions in their order
 */
public record PtxModule(String version, String target, List<PtxVariable> variables, List<PtxFunction> functions) {
    /** Copies the lists. */
    public PtxModule {
        variables = List.copyOf(variables);
        functions = List.copyOf(functions);
    }

    /**
     * Reads a text.
     *
     * @throws PtxException if it is not PTX
     */
    public static PtxModule parse(String text) {
        return new PtxParser(PtxLexer.tokens(text)).module();
    }

    /** Returns the function of a name. */
    public Optional<PtxFunction> function(String name) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst();
    }
}
