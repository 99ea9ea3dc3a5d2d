package io.github.gradlock.engine.kernel.cuda.ptx;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxLexer.Kind;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tokens of a text, taken one after the other, and the operands that they make. */
final class Tokens {
    /** Registers of the machine: all others are the program's. */
    private static final Set<String> SPECIAL = Set.of(
            "%tid",
            "%ntid",
            "%ctaid",
            "%nctaid",
            "%laneid",
            "%warpid",
            "%nwarpid",
            "%smid",
            "%nsmid",
            "%gridid",
            "%clock",
            "%clock_hi",
            "%clock64",
            "%globaltimer",
            "%globaltimer_lo",
            "%globaltimer_hi",
            "%lanemask_eq",
            "%lanemask_le",
            "%lanemask_lt",
            "%lanemask_ge",
            "%lanemask_gt",
            "%dynamic_smem_size",
            "%total_smem_size",
            "%clusterid",
            "%nclusterid",
            "%cluster_ctaid",
            "%cluster_nctaid",
            "%cluster_ctarank",
            "%cluster_nctarank",
            "%is_explicit_cluster",
            "%current_graph_exec");

    private static final Set<String> SPECIAL_FAMILIES = Set.of("%pm", "%envreg", "%reserved_smem_offset_");

    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    boolean isEnd() {
        return peek().kind() == Kind.END;
    }

    Token next() {
        Token token = peek();
        if (token.kind() == Kind.END) {
            throw fault("the text ends too early");
        }
        at++;
        return token;
    }

    boolean takes(String sign) {
        boolean taken = peek().is(sign);
        if (taken) {
            at++;
        }
        return taken;
    }

    void expect(String sign) {
        if (!takes(sign)) {
            throw fault("\"" + sign + "\" was expected, and is \"" + peek().text() + "\"");
        }
    }

    void skipTo(String sign) {
        while (!next().is(sign)) {
            // Nothing of it is read.
        }
    }

    Token word(String what) {
        if (peek().kind() != Kind.WORD) {
            throw fault(what + " was expected, and is \"" + peek().text() + "\"");
        }
        return next();
    }

    PtxException fault(String message) {
        return new PtxException(peek().line(), message);
    }

    /** Reads an integer, with its sign. */
    long integer() {
        boolean negative = takes("-");
        Token token = next();
        if (token.kind() != Kind.NUMBER) {
            throw new PtxException(token.line(), "a number was expected, and is \"" + token.text() + "\"");
        }
        long value = number(token).bits();
        return negative ? -value : value;
    }

    private static Operand.Number number(Token token) {
        String text = token.text();
        try {
            if (text.matches("0[fF][0-9a-fA-F]{8}")) {
                return new Operand.Number(Long.parseLong(text.substring(2), 16), Operand.Number.Kind.BINARY32);
            }
            if (text.matches("0[dD][0-9a-fA-F]{16}")) {
                return new Operand.Number(Long.parseUnsignedLong(text.substring(2), 16), Operand.Number.Kind.BINARY64);
            }
            if (text.indexOf('.') >= 0) {
                return new Operand.Number(
                        Double.doubleToRawLongBits(Double.parseDouble(text)), Operand.Number.Kind.BINARY64);
            }
            String digits = text.replaceFirst("[uU]$", "");
            return new Operand.Number(
                    digits.startsWith("0x") || digits.startsWith("0X")
                            ? Long.parseUnsignedLong(digits.substring(2), 16)
                            : Long.parseUnsignedLong(digits),
                    Operand.Number.Kind.INTEGER);
        } catch (NumberFormatException e) {
            throw new PtxException(token.line(), "\"" + text + "\" is no number");
        }
    }

    /** Reads an operand. */
    Operand operand() {
        Operand first = single();
        return takes("|") ? new Operand.Pair(first, single()) : first;
    }

    private Operand single() {
        Token token = peek();
        switch (token.text()) {
            case "!" -> {
                next();
                return new Operand.Negated(
                        new Operand.Register(word("a predicate").text()));
            }
            case "[" -> {
                return address();
            }
            case "{", "(" -> {
                return several(token.is("{") ? "}" : ")");
            }
            default -> {
                if (token.is("-") || token.kind() == Kind.NUMBER) {
                    return signed();
                }
            }
        }
        Operand named = named(word("an operand").text());
        if (named instanceof Operand.Symbol && (peek().is("+") || peek().is("-"))) {
            return new Operand.Address(named, offset());
        }
        return named;
    }

    private Operand signed() {
        boolean negative = takes("-");
        Token token = next();
        Operand.Number number = number(token);
        if (!negative) {
            return number;
        }
        if (number.kind() != Operand.Number.Kind.INTEGER) {
            throw new PtxException(token.line(), "a sign in front of a number that is not an integer is not read");
        }
        return new Operand.Number(-number.bits(), number.kind());
    }

    private Operand several(String end) {
        next();
        List<Operand> parts = new ArrayList<>();
        while (!takes(end)) {
            parts.add(operand());
            takes(",");
        }
        return new Operand.Several(parts);
    }

    private Operand address() {
        next();
        boolean absolute = peek().kind() == Kind.NUMBER;
        Operand base = absolute
                ? new Operand.Number(0, Operand.Number.Kind.INTEGER)
                : named(word("an address").text());
        long offset = absolute ? integer() : offset();
        // Further parts belong to instructions of textures and bulk copies.
        while (takes(",")) {
            operand();
        }
        expect("]");
        return new Operand.Address(base, offset);
    }

    private long offset() {
        long offset = 0;
        while (peek().is("+") || peek().is("-")) {
            takes("+");
            offset += integer();
        }
        return offset;
    }

    private static Operand named(String name) {
        if (!name.startsWith("%")) {
            return new Operand.Symbol(name);
        }
        int dot = name.indexOf('.');
        String family = dot < 0 ? name : name.substring(0, dot);
        boolean special = SPECIAL.contains(family)
                || SPECIAL_FAMILIES.stream().anyMatch(each -> family.matches(each + "[0-9]+(_64)?"));
        return special ? new Operand.Special(name) : new Operand.Register(name);
    }
}
