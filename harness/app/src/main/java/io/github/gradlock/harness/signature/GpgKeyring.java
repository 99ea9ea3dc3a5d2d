package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.signature.SigningProgram.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gpg's keyring says of the user IDs of a key. A status line names one of them, which the key's owner chooses, beside the best validity
 * that any of them has; so each is asked for by itself.
 */
record GpgKeyring(SigningProgram program) {
    /** Validities with which gpg itself would encrypt to a user ID without asking: fully, ultimately. */
    private static final Set<String> VALID = Set.of("f", "u");

    /** The line of a record has its validity here, a fingerprint or a user ID there. */
    private static final int VALIDITY = 1;

    private static final int CONTENT = 9;
    private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");

    /**
     * A name or an address in a key.
     *
     * @param text {@code Ada <ada@example.org>}
     * @param valid whether the keyring vouches for it
     */
    record UserId(String text, boolean valid) {
        /** Returns whether it is all of what was asked for, or has it as its address. */
        boolean means(String signer) {
            return text.equals(signer) || text.endsWith("<" + signer + ">");
        }
    }

    /**
     * Returns the user IDs of a key.
     *
     * @param primary fingerprint of the primary key
     * @param input a file, which gpg does not read for this
     */
    List<UserId> userIds(String primary, Path input) throws IOException, InterruptedException {
        Answer answer = program.run(
                input, line -> {}, List.of("--batch", "--with-colons", "--list-keys", "--", "0x" + primary));
        List<UserId> userIds = new ArrayList<>();
        boolean next = false;
        boolean asked = false;
        for (String line : answer.output()) {
            String[] fields = line.split(":", -1);
            if (fields[0].equals("pub")) {
                next = true;
                asked = false;
            } else if (fields[0].equals("fpr") && next) {
                next = false;
                asked = fields.length > CONTENT && fields[CONTENT].equals(primary);
            } else if (fields[0].equals("uid") && asked && fields.length > CONTENT) {
                userIds.add(new UserId(plain(fields[CONTENT]), VALID.contains(fields[VALIDITY])));
            }
        }
        return userIds;
    }

    /** Between colons, gpg writes some characters as C does: {@code \x3a}. */
    private static String plain(String field) {
        return ESCAPED.matcher(field)
                .replaceAll(escaped ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16))));
    }
}
