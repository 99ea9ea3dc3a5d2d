package io.github.gradlock.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of an einsum, parsed: a subscript is a letter's number, capitals first, or {@link #ELLIPSIS}.
 *
 * @param operands subscripts of each operand
 * @param output subscripts of the output; null where there is no arrow
 */
record EinsumEquation(
        List<List<Integer>> operands, @Nullable List<Integer> output) {
    /** Stands for the dimensions that no letter names. */
    static final int ELLIPSIS = 52;

    private static final int LETTERS = 26;

    static EinsumEquation parse(String equation) {
        int arrow = equation.indexOf("->");
        String left = arrow < 0 ? equation : equation.substring(0, arrow);
        List<List<Integer>> operands = new ArrayList<>();
        int from = 0;
        for (int to = left.indexOf(','); to >= 0; to = left.indexOf(',', from)) {
            operands.add(subscripts(equation, from, to));
            from = to + 1;
        }
        operands.add(subscripts(equation, from, left.length()));
        return new EinsumEquation(operands, arrow < 0 ? null : subscripts(equation, arrow + 2, equation.length()));
    }

    private static List<Integer> subscripts(String equation, int from, int to) {
        List<Integer> found = new ArrayList<>();
        for (int i = from; i < to; i++) {
            char each = equation.charAt(i);
            if (each >= 'A' && each <= 'Z') {
                found.add(each - 'A');
            } else if (each >= 'a' && each <= 'z') {
                found.add(LETTERS + each - 'a');
            } else if (equation.startsWith("...", i) && i + 3 <= to && !found.contains(ELLIPSIS)) {
                found.add(ELLIPSIS);
                i += 2;
            } else if (each != ' ') {
                throw new IllegalArgumentException("einsum: invalid subscript at index " + i + " of \"" + equation
                        + "\": subscripts are letters, and one ellipsis for each operand");
            }
        }
        return found;
    }

    /** Returns the letter of a subscript. */
    static String letter(int subscript) {
        return subscript >= ELLIPSIS
                ? "..."
                : String.valueOf((char) (subscript < LETTERS ? 'A' + subscript : 'a' + subscript - LETTERS));
    }
}
