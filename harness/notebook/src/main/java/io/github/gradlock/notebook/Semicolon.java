package io.github.gradlock.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text of Java ends with a semicolon, comments aside: JShell's analysis does not tell, since it adds one. */
final class Semicolon {
    /** What may hold a semicolon or a slash that is none: texts, characters, comments. All else is one character after another. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\\n]*|/\\*.*?\\*/|\\s+)|\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|.",
            Pattern.DOTALL);

    private Semicolon() {}

    static boolean ends(String text) {
        String last = "";
        for (Matcher token = TOKEN.matcher(text); token.find(); ) {
            if (token.group("comment") == null) {
                last = token.group();
            }
        }
        return last.equals(";");
    }
}
