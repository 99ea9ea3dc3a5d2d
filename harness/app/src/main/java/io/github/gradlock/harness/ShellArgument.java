package io.github.gradlock.harness;

/** How an argument is written in a command that a person copies into a shell. */
public final class ShellArgument {
    private ShellArgument() {}

    /** Quotes it, where it needs it. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9._/=,:+@%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
