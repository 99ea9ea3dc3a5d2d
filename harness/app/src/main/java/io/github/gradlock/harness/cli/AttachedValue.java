package io.github.gradlock.harness.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Gives an option its value only where it is attached, {@code --update=jdk}: what follows a bare {@code --update} is an argument of the
 * command, and the option's value is empty.
 */
final class AttachedValue implements IParameterPreprocessor {
    private static final String BLANK = " ";

    @Override
    public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (BLANK.equals(info.get("separator"))) {
            arguments.push("");
        }
        return false;
    }
}
