package io.github.gradlock.harness.bisect;

/**
 * One thing in which two environments differ, and which can be taken from either.
 *
 * @param kind of thing
 * @param key which of its kind: the name of a variable, for instance; empty where there is one only
 * @param a what the first environment has, for people
 * @param b what the second has
 */
public record Factor(Kind kind, String key, String a, String b) {
    /** What stands for a value where there is none. */
    public static final String ABSENT = "–";

    /** Kinds of factors, in the order in which they are listed and searched: what others need comes first. */
    public enum Kind {
        /** Host against container: the JDK, libraries and limits go with it. */
        RUNTIME("runtime"),
        /** The Docker engine, with its machine. */
        ENGINE("engine"),
        /** Images of two bases: JDK and packages belong to their image. */
        IMAGE("image"),
        /** The JDK of the host, or that of one base image. */
        JDK("jdk"),
        /** A package of one base image. */
        PACKAGE("apt"),
        /** A factor of a variant. */
        VARIANT(""),
        /** What an option of the JVM sets. */
        JVM("jvm"),
        /** An environment variable of the suite's process. */
        VARIABLE("variable"),
        /** One of those that choose a locale. */
        LOCALE("locale"),
        /** What the suite's process may use. */
        LIMIT("");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** Returns its name: {@code jdk}, {@code avx}, {@code variable OMP_NUM_THREADS}. */
    public String name() {
        return kind.word.isEmpty() || key.isEmpty() ? kind.word + key : kind.word + " " + key;
    }

    /** Returns the name with the value of the one or the other environment. */
    public String valued(boolean ofB) {
        String value = ofB ? b : a;
        if (value.equals(ABSENT)) {
            return "no " + name();
        }
        return kind == Kind.JVM ? "jvm " + value : name() + "=" + value;
    }

    /** Returns the name with both values. */
    @Override
    public String toString() {
        return name() + " " + a + "→" + b;
    }
}
