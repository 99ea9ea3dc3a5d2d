package io.github.gradlock.harness.spec;

/**
 * One entry of {@code dependencies}.
 *
 * @param manager {@code conda} for a top-level entry; {@code maven}, {@code apt} or {@code pip} for a nested list
 * @param name package name; {@code group:artifact} for Maven, with {@code :classifier} if one is asked for
 * @param constraint match-spec as written behind the name, {@code =21} or {@code >=17,<22}; empty if any version will do
 * @param channel the one of conda's that is named in front of it, {@code conda-forge::}; empty for any
 * @param location {@code file:line:column}
 */
public record Dependency(String manager, String name, String constraint, String channel, String location) {
    /** An entry that names no channel. */
    public Dependency(String manager, String name, String constraint, String location) {
        this(manager, name, constraint, "", location);
    }

    /** Returns it as conda reads it: a version without an operator, and its build, stand behind blanks. */
    public String matchSpec() {
        boolean bare = constraint.matches("[A-Za-z0-9*].*");
        String version =
                bare ? " " + constraint.replaceFirst("^([^=<>~!,|\\s]+)=(?=[A-Za-z0-9_.*]+$)", "$1 ") : constraint;
        return (channel.isEmpty() ? "" : channel + "::") + name + version;
    }
}
