package io.github.gradlock.engine.kernel.cuda.ptx;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text of PTX into words, numbers and signs, and notes what stands between the marks of inline assembly. */
final class PtxLexer {
    private static final String INLINE_BEGIN = "begin inline asm";
    private static final String INLINE_END = "end inline asm";

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    /**
     * A word, number, string or sign.
     *
     * @param line from 1
     * @param inline whether it stands between the marks of inline assembly
     */
    record Token(Kind kind, String text, int line, boolean inline) {
        boolean is(String wanted) {
            return kind != Kind.STRING && text.equals(wanted);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean inline;

    private PtxLexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        PtxLexer lexer = new PtxLexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (Character.isWhitespace(c) || c == 0) {
                at++;
            } else if (text.startsWith("//", at)) {
                lineComment();
            } else if (text.startsWith("/*", at)) {
                blockComment();
            } else if (c == '"') {
                string();
            } else if (Character.isDigit(c)) {
                take(Kind.NUMBER, end(PtxLexer::isPartOfNumber));
            } else if (isStart(c)) {
                take(Kind.WORD, end(PtxLexer::isPart));
            } else {
                take(Kind.SIGN, at + 1);
            }
        }
        take(Kind.END, at);
    }

    private void take(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), line, inline));
        at = end;
    }

    /** Whether a character continues what began. */
    private interface Continues {
        boolean test(String text, int at);
    }

    private int end(Continues continues) {
        int end = at + 1;
        while (end < text.length() && continues.test(text, end)) {
            end++;
        }
        return end;
    }

    private void lineComment() {
        int end = text.indexOf('\n', at);
        String comment = text.substring(at + 2, end < 0 ? text.length() : end).strip();
        if (comment.equals(INLINE_BEGIN)) {
            inline = true;
        } else if (comment.equals(INLINE_END)) {
            inline = false;
        }
        at = end < 0 ? text.length() : end;
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new PtxException(line, "a comment that begins with /* has no end");
        }
        line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
        at = end + 2;
    }

    private void string() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) != '"') {
            throw new PtxException(line, "a text in quotation marks has no end on its line");
        }
        take(Kind.STRING, end + 1);
    }

    private static boolean isStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$' || c == '%' || c == '.';
    }

    /** Modifiers such as {@code .shared::cta} have two colons; one ends a label. */
    private static boolean isPart(String text, int at) {
        char c = text.charAt(at);
        return isStart(c) && c != '%'
                || Character.isDigit(c)
                || c == ':'
                        && (text.startsWith("::", at) || text.charAt(at - 1) == ':' && text.startsWith("::", at - 1));
    }

    private static boolean isPartOfNumber(String text, int at) {
        return Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.';
    }
}
