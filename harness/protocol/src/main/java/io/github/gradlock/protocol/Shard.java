package io.github.gradlock.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of equal parts of a suite's cases. A case belongs to the part that the first eight bytes of the SHA-256 of its id, as an unsigned
 * number with the most significant byte first, leave as the remainder of a division by the number of parts: on every machine the
 * same, whatever other cases there are.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    /** More parts than a CI service takes jobs. */
    public static final int MOST = 1000;

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");

    /** Refuses what is no part. */
    public Shard {
        if (of < 1 || of > MOST || number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "no shard " + number + "/" + of + ": it is 1/N to N/N, N at most " + MOST);
        }
    }

    /**
     * Reads {@code 3/10}.
     *
     * @throws IllegalArgumentException if it is not of this form, or there is no such part
     */
    public static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no shard '" + text + "': it is written 3/10, the third of ten");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Returns whether a case belongs to it. */
    public boolean contains(String caseId) {
        String digest = Sha256.hex(caseId.getBytes(StandardCharsets.UTF_8));
        return Long.remainderUnsigned(Long.parseUnsignedLong(digest.substring(0, 16), 16), of) == number - 1;
    }

    /** Returns it as it is written, {@code 3/10}. */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}
