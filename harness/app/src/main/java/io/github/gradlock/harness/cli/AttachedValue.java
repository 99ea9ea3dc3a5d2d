package io.github.gradlock.harness.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

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
        } else if (!arguments.isEmpty() && arguments.peek().isEmpty()) {
            // An unset variable of a script must not mean all.
            String name = option instanceof OptionSpec one ? one.longestName() : option.paramLabel();
            throw new ParameterException(
                    command.commandLine(),
                    name + "= names no " + option.paramLabel() + ": write one behind it, or " + name
                            + " alone for all");
        }
        return false;
    }
}
