package io.github.gradlock.engine.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls and constants in the tables of a guide, which a test compiles but does not run. */
final class Calls {
    /** A call to its last bracket, without dots that stand for something. */
    private static final Pattern CALL = Pattern.compile("`((?:new )?[A-Za-z]\\w*(?:[.<(][^`…]*)?\\))`");

    private static final Pattern CONSTANT = Pattern.compile("`((?:[A-Z]\\w*\\.)+[A-Z][A-Z0-9_]*)`");

    private Calls() {}

    /** Returns the calls in all cells of the tables of a text but the first. */
    static List<String> calls(String text) {
        return found(CALL, text);
    }

    /** Returns the constants, {@code A.B.C}, in these cells. */
    static List<String> constants(String text) {
        return found(CONSTANT, text);
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (String row : text.lines().filter(line -> line.startsWith("| ")).toList()) {
            Matcher matcher = pattern.matcher(row.substring(row.indexOf(" | ") + 1));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    /** Returns a body that declares what the calls speak of, and has a line for each. */
    static String body(String declarations, List<String> calls, List<String> constants) {
        StringBuilder body = new StringBuilder(declarations);
        calls.forEach(call -> body.append(call).append(";\n"));
        constants.forEach(constant -> body.append("Object.class.cast(" + constant + ");\n"));
        return body.toString();
    }
}
