package io.github.gradlock.harness;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Text that a terminal or an XML reader shows and does not obey: names come from files that others wrote. */
public final class PlainText {
    /** Ends at the last @ before the path; of other protocols the name alone says who logs in at a machine, and is shown. */
    private static final Pattern LOGIN = Pattern.compile("(?i)(https?://)[^/\\s]*@");

    private static final Pattern PASSWORD = Pattern.compile("(://[^/\\s:]*:)[^/\\s]*@");
    private static final Pattern TOKEN = Pattern.compile("(?i)(https?://[^\\s\"]*?/t/)[^/\\s\"']+");
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /** Replaces what would be taken for an instruction, ends of lines too. */
    public static String of(String line) {
        return replaced(line, c -> false);
    }

    /** Replaces what would be taken for an instruction, but for ends of lines. */
    public static String ofLines(String text) {
        return replaced(text, c -> c == '\n');
    }

    /** Replaces logins and tokens in addresses, {@code https://me:secret@host/t/token/channel}: what is printed comes into logs. */
    public static String withoutPasswords(String text) {
        return TOKEN.matcher(PASSWORD.matcher(LOGIN.matcher(text).replaceAll("$1***@"))
                        .replaceAll("$1***@"))
                .replaceAll("$1***");
    }

    /** Returns whether an address holds what is not to be shown. */
    public static boolean hasPassword(String address) {
        return !withoutPasswords(address).equals(address);
    }

    private static String replaced(String text, IntPredicate kept) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> plain.appendCodePoint(kept.test(c) || isShown(c) ? c : REPLACEMENT));
        return plain.toString();
    }

    private static boolean isShown(int c) {
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE
                && (c & 0xFFFE) != 0xFFFE;
    }
}
