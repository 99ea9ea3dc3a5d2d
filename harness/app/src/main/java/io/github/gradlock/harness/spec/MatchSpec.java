package io.github.gradlock.harness.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version part of a conda match-spec: {@code =1.8} (fuzzy), {@code ==1.8}, {@code >=1.8,<2}, {@code 1.8.1|1.8.3}, {@code 1.8*}.
 *
 * <p>Comma is and, {@code |} is or, comma binds tighter. A build string ({@code =1.8.1=py27_0}) is read and kept in the text,
 * but not matched: nothing that gradlock pins has one.
 */
public final class MatchSpec {
    private static final Pattern ATOM = Pattern.compile("(==|!=|>=|<=|~=|=|>|<)?\\s*([A-Za-z0-9._+!*~-]+)");
    private static final Pattern WITH_BUILD =
            Pattern.compile("(?!!=)(=?=?\\s*[^=<>~,|\\s]+)(?:=|\\s+)([A-Za-z0-9_.*]+)");

    /** {@code >=1.9,<2 py310*}: a blank between them, which no operator or comma explains. */
    private static final Pattern BUILD_BEHIND = Pattern.compile("(.*[^=<>!~,|\\s])\\s+([A-Za-z0-9_.*]+)");

    private final String text;
    private final Predicate<CondaVersion> predicate;

    private MatchSpec(String text, Predicate<CondaVersion> predicate) {
        this.text = text;
        this.predicate = predicate;
    }

    /**
     * Reads what stands behind the name.
     *
     * @throws IllegalArgumentException if it is not a match-spec; the message says why
     */
    public static MatchSpec parse(String text) {
        String written = text.strip();
        Matcher build = WITH_BUILD.matcher(written);
        boolean withBuild = build.matches();
        Matcher behind = BUILD_BEHIND.matcher(written);
        if (!withBuild && behind.matches() && !hasBuild(behind.group(1))) {
            MatchSpec versions = parse(behind.group(1));
            return new MatchSpec(versions + " " + behind.group(2), versions.predicate);
        }
        String versions = withBuild ? "==" + build.group(1).replaceFirst("^=+", "") : written;
        if (versions.isEmpty()) {
            return new MatchSpec("", version -> true);
        }
        List<Predicate<CondaVersion>> alternatives = new ArrayList<>();
        for (String alternative : versions.split("\\|", -1)) {
            List<Predicate<CondaVersion>> all = new ArrayList<>();
            for (String atom : alternative.split(",", -1)) {
                all.add(atom(atom.strip()));
            }
            alternatives.add(version -> all.stream().allMatch(one -> one.test(version)));
        }
        return new MatchSpec(
                written.replaceAll("\\s+", withBuild ? "=" : ""),
                version -> alternatives.stream().anyMatch(one -> one.test(version)));
    }

    private static boolean hasBuild(String text) {
        return WITH_BUILD.matcher(text).matches() || BUILD_BEHIND.matcher(text).matches();
    }

    private static Predicate<CondaVersion> atom(String text) {
        Matcher matcher = ATOM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    text.isEmpty() ? "a version is missing beside , or |" : "\"" + text + "\" is not a version");
        }
        String operator = matcher.group(1) == null ? "" : matcher.group(1);
        String written = matcher.group(2);
        if (written.matches("\\*+")) {
            return version -> true;
        }
        boolean prefix = written.endsWith("*");
        String stem = prefix ? written.replaceFirst("\\.?\\*+$", "") : written;
        if (stem.isEmpty() || stem.contains("*")) {
            throw new IllegalArgumentException("\"" + written + "\" has a * that is not at its end");
        }
        CondaVersion bound = CondaVersion.of(stem);
        return switch (operator) {
            case "=" -> version -> version.startsWith(bound);
            case "", "==" -> prefix ? version -> version.startsWith(bound) : version -> version.compareTo(bound) == 0;
            case "!=" -> prefix ? version -> !version.startsWith(bound) : version -> version.compareTo(bound) != 0;
            case ">=" -> version -> version.compareTo(bound) >= 0;
            case "<=" -> version -> version.compareTo(bound) <= 0;
            case ">" -> version -> version.compareTo(bound) > 0;
            case "<" -> version -> version.compareTo(bound) < 0;
            default -> compatible(stem, bound);
        };
    }

    /** {@code ~=1.4.2}: at least that, with the same parts but the last. */
    private static Predicate<CondaVersion> compatible(String stem, CondaVersion bound) {
        int lastDot = stem.lastIndexOf('.');
        if (lastDot < 0) {
            throw new IllegalArgumentException("~=" + stem + " needs a version of two parts or more");
        }
        CondaVersion family = CondaVersion.of(stem.substring(0, lastDot));
        return version -> version.compareTo(bound) >= 0 && version.startsWith(family);
    }

    /** Returns whether a version satisfies this. */
    public boolean matches(String version) {
        return predicate.test(CondaVersion.of(version));
    }

    /** Returns the order of two versions, by conda's rules. */
    public static int compare(String a, String b) {
        return CondaVersion.of(a).compareTo(CondaVersion.of(b));
    }

    /** Returns the spec without white space, but for the blank before a build. */
    @Override
    public String toString() {
        return text;
    }
}
