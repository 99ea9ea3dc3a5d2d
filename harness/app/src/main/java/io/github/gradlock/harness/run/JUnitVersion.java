package io.github.gradlock.harness.run;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of JUnit Jupiter; that of the platform was one of its own, 1.14.4 for 5.14.4, up to JUnit 5.
 *
 * @param major 5 or more
 * @param minor number behind the first dot
 * @param rest what follows, {@code .4} or {@code .0-RC1}
 */
record JUnitVersion(int major, int minor, String rest) implements Comparable<JUnitVersion> {
    /** The first that gradlock's probe was tried with. */
    static final JUnitVersion OLDEST = new JUnitVersion(5, 10, ".0");

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(.*)");

    /** Reads the version of a part of JUnit; null if it is none. */
    static @Nullable JUnitVersion of(JarTitle part) {
        Matcher matcher = FORM.matcher(part.version());
        if (!matcher.matches()) {
            return null;
        }
        int major = Integer.parseInt(matcher.group(1));
        boolean ownCount = major == 1 && part.title().startsWith("junit-platform");
        return new JUnitVersion(ownCount ? 5 : major, Integer.parseInt(matcher.group(2)), matcher.group(3));
    }

    /** By major and minor: what only mends mistakes has the same interface. */
    @Override
    public int compareTo(JUnitVersion other) {
        return Comparator.comparingInt(JUnitVersion::major)
                .thenComparingInt(JUnitVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + rest;
    }
}
