package io.github.gradlock.engine.kernel.cuda.ptx;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxLexer.Token;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxVariable.Space;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Guard;
import io.github.gradlock.engine.kernel.cuda.ptx.Statement.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads modules.
 *
 * <p>Source: NVIDIA, "PTX ISA", sections 4 to 7 and 11.
 */
final class PtxParser {
    private static final Set<String> LINKAGE = Set.of(".visible", ".extern", ".weak", ".common");

    /** How a kernel wants to be started: no matter of its results. */
    private static final Set<String> PERFORMANCE = Set.of(
            ".maxntid",
            ".minnctapersm",
            ".maxnctapersm",
            ".reqntid",
            ".maxnreg",
            ".noreturn",
            ".pragma",
            ".blocksareclusters",
            ".explicitcluster",
            ".reqnctapercluster",
            ".maxclusterrank",
            ".abi_preserve",
            ".abi_preserve_control",
            ".unified");

    private final Tokens tokens;

    PtxParser(List<Token> tokens) {
        this.tokens = new Tokens(tokens);
    }

    PtxModule module() {
        tokens.expect(".version");
        String version = tokens.next().text();
        tokens.expect(".target");
        StringBuilder target = new StringBuilder(tokens.next().text());
        while (tokens.takes(",")) {
            target.append(", ").append(tokens.next().text());
        }
        if (tokens.takes(".address_size") && !tokens.next().is("64")) {
            throw tokens.fault("addresses of 64 bits alone are read");
        }
        List<PtxVariable> variables = new ArrayList<>();
        List<PtxFunction> functions = new ArrayList<>();
        while (!tokens.isEnd()) {
            item(variables, functions);
        }
        return new PtxModule(version, target.toString(), variables, functions);
    }

    private void item(List<PtxVariable> variables, List<PtxFunction> functions) {
        if (skipsDebugging()) {
            return;
        }
        while (LINKAGE.contains(tokens.peek().text())) {
            tokens.next();
        }
        Token token = tokens.peek();
        switch (token.text()) {
            case ".entry", ".func" -> functions.add(function());
            case ".global", ".const", ".shared" -> variables.addAll(variables());
            case ".alias", ".pragma" -> tokens.skipTo(";");
            default -> throw tokens.fault("\"" + token.text() + "\" begins nothing that a module has");
        }
    }

    /** What tells a debugger of the source changes no result. */
    private boolean skipsDebugging() {
        switch (tokens.peek().text()) {
            case ".file", ".loc" -> {
                int line = tokens.peek().line();
                while (!tokens.isEnd() && tokens.peek().line() == line) {
                    tokens.next();
                }
            }
            case ".section" -> tokens.skipTo("}");
            default -> {
                return false;
            }
        }
        return true;
    }

    private PtxFunction function() {
        boolean kernel = tokens.next().is(".entry");
        List<PtxVariable> results = !kernel && tokens.peek().is("(") ? parameters() : List.of();
        Token name = tokens.word("the name of a function");
        List<PtxVariable> parameters = tokens.peek().is("(") ? parameters() : List.of();
        while (PERFORMANCE.contains(tokens.peek().text())) {
            tokens.next();
            while (!tokens.peek().text().startsWith(".")
                    && !tokens.peek().is("{")
                    && !tokens.peek().is(";")) {
                tokens.next();
            }
        }
        Body body = new Body();
        if (!tokens.takes(";")) {
            tokens.expect("{");
            body.read();
        }
        return new PtxFunction(
                name.line(),
                name.text(),
                kernel,
                results,
                parameters,
                body.registers,
                body.ranges,
                body.rangeTypes,
                body.variables,
                body.statements);
    }

    private List<PtxVariable> parameters() {
        tokens.expect("(");
        List<PtxVariable> parameters = new ArrayList<>();
        while (!tokens.takes(")")) {
            Token space = tokens.peek();
            if (!space.is(".param") && !space.is(".reg")) {
                throw tokens.fault("a parameter begins with .param, not with \"" + space.text() + "\"");
            }
            tokens.next();
            parameters.add(variable(Space.PARAM));
            tokens.takes(",");
        }
        return parameters;
    }

    /** Reads a declaration with its semicolon: one or more variables. */
    private List<PtxVariable> variables() {
        Space space = Space.valueOf(tokens.next().text().substring(1).toUpperCase(Locale.ROOT));
        List<PtxVariable> variables = new ArrayList<>();
        variables.add(variable(space));
        while (tokens.takes(",")) {
            PtxVariable first = variables.get(0);
            variables.add(named(space, first.type(), first.alignment()));
        }
        tokens.expect(";");
        return variables;
    }

    private PtxVariable variable(Space space) {
        int alignment = 0;
        while (true) {
            Token token = tokens.next();
            if (token.is(".align")) {
                alignment = (int) tokens.integer();
            } else if (token.is(".ptr") || LINKAGE.contains(token.text()) || isSpaceOfPointer(token)) {
                continue;
            } else {
                PtxType type = type(token);
                return named(space, type, alignment == 0 ? type.bytes() : alignment);
            }
        }
    }

    private static boolean isSpaceOfPointer(Token token) {
        return token.is(".global") || token.is(".shared") || token.is(".const") || token.is(".local");
    }

    private PtxVariable named(Space space, PtxType type, int alignment) {
        // A parameter that points says where to, and how that is aligned, behind its type.
        int aligned = alignment;
        while (tokens.peek().text().startsWith(".")) {
            Token token = tokens.next();
            if (token.is(".align")) {
                tokens.integer();
            } else if (!token.is(".ptr") && !isSpaceOfPointer(token)) {
                throw tokens.fault("\"" + token.text() + "\" belongs to no variable");
            }
        }
        String name = tokens.word("the name of a variable").text();
        long count = 1;
        while (tokens.takes("[")) {
            if (tokens.takes("]")) {
                count = 0;
            } else {
                count *= tokens.integer();
                tokens.expect("]");
            }
        }
        return new PtxVariable(space, type, name, count, aligned, tokens.takes("=") ? values() : List.of());
    }

    private List<Operand> values() {
        List<Operand> values = new ArrayList<>();
        if (!tokens.takes("{")) {
            return List.of(tokens.operand());
        }
        while (!tokens.takes("}")) {
            if (tokens.peek().is("{")) {
                values.addAll(values());
            } else {
                values.add(tokens.operand());
            }
            tokens.takes(",");
        }
        return values;
    }

    private PtxType type(Token token) {
        return PtxType.of(token.text().replaceFirst("^\\.", ""))
                .orElseThrow(() -> new PtxException(token.line(), "\"" + token.text() + "\" is no type of a variable"));
    }

    /** What a function's braces hold; those within them share its names, which compilers make unique but for parameters of calls. */
    private final class Body {
        private final Map<String, PtxType> registers = new HashMap<>();
        private final Map<String, Integer> ranges = new HashMap<>();
        private final Map<String, PtxType> rangeTypes = new HashMap<>();
        private final List<PtxVariable> variables = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();

        void read() {
            while (!tokens.takes("}")) {
                statement();
            }
        }

        private void statement() {
            if (skipsDebugging()) {
                return;
            }
            Token token = tokens.peek();
            switch (token.text()) {
                case "{" -> {
                    tokens.next();
                    read();
                }
                case ".reg" -> registers();
                case ".shared", ".local", ".param", ".const", ".global" -> variables.addAll(variables());
                case ".pragma" -> tokens.skipTo(";");
                default -> {
                    if (tokens.peekSecond().is(":")) {
                        statements.add(
                                new Statement.Label(token.line(), tokens.next().text()));
                        tokens.next();
                        skipTargets();
                    } else {
                        statements.add(instruction());
                    }
                }
            }
        }

        /** Lists of targets and prototypes are labels with a directive behind them. */
        private void skipTargets() {
            switch (tokens.peek().text()) {
                case ".branchtargets", ".calltargets", ".callprototype" ->
                    throw tokens.fault("jumps and calls to places that are computed are not read");
                default -> {}
            }
        }

        private void registers() {
            tokens.next();
            PtxType type = type(tokens.next());
            do {
                Token name = tokens.word("the name of a register");
                if (tokens.takes("<")) {
                    ranges.put(name.text(), (int) tokens.integer());
                    rangeTypes.put(name.text(), type);
                    tokens.expect(">");
                } else {
                    registers.put(name.text(), type);
                }
            } while (tokens.takes(","));
            tokens.expect(";");
        }

        private Instruction instruction() {
            Guard guard = guard();
            Token word = tokens.word("an instruction");
            List<String> parts = List.of(word.text().split("\\."));
            List<Operand> operands = new ArrayList<>();
            while (!tokens.takes(";")) {
                operands.add(tokens.operand());
                if (!tokens.peek().is(";")) {
                    tokens.expect(",");
                }
            }
            return new Instruction(
                    word.line(), guard, parts.get(0), parts.subList(1, parts.size()), operands, word.inline());
        }

        private @Nullable Guard guard() {
            if (!tokens.takes("@")) {
                return null;
            }
            boolean negated = tokens.takes("!");
            return new Guard(new Operand.Register(tokens.word("a predicate").text()), negated);
        }
    }
}
