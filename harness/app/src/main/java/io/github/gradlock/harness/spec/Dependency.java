package io.github.gradlock.harness.spec;

/**
 * One entry of {@code dependencies}.
 *
 * @param manager {@code conda} for a top-level entry; {@code maven}, {@code apt} or {@code pip} for a nested list
 * @param name package name; {@code group:artifact} for Maven, with {@code :classifier} if one is asked for
 * @param constraint match-spec as written behind the name, {@code =21} or {@code >=17,<22}; empty if any version will do
 * @param location {@code file:line:column}
 */
public record Dependency(String manager, String name, String constraint, String location) {}
