package io.github.gradlock.harness.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The tree of commands. Where a command line names one, only that one is made: reading the annotations of all takes as long as all the
 * rest of a short command.
 */
final class Commands {
    private static final List<Class<?>> ALL = List.of(
            RunCommand.class,
            CompareCommand.class,
            JoinCommand.class,
            BundleCommand.class,
            ExplainCommand.class,
            BisectCommand.class,
            BaselineCommand.class,
            LockCommand.class,
            EnvCommand.class,
            DoctorCommand.class,
            PruneCommand.class,
            ShellCommand.class,
            LintPtxCommand.class,
            BenchCommand.class,
            CompletionCommand.class);

    private static final Map<Class<?>, List<Class<?>>> GROUPS = Map.of(
            BaselineCommand.class,
            List.of(BaselineSaveCommand.class, BaselineCheckCommand.class),
            BenchCommand.class,
            List.of(BenchFaultsCommand.class, BenchSpeedCommand.class),
            BundleCommand.class,
            List.of(
                    BundleShowCommand.class,
                    BundleVerifyCommand.class,
                    BundlePackCommand.class,
                    BundleUnpackCommand.class,
                    BundleSignCommand.class),
            EnvCommand.class,
            List.of(
                    EnvListCommand.class,
                    EnvShowCommand.class,
                    EnvCreateCommand.class,
                    EnvVerifyCommand.class,
                    EnvRunCommand.class,
                    EnvShellCommand.class,
                    EnvDiffCommand.class,
                    EnvExportCommand.class,
                    EnvRemoveCommand.class));

    private Commands() {}

    /**
     * Adds what a command line can mean: the command that it names, or all of them, since help and suggestions speak of all.
     *
     * @param words of the command line; none for all commands
     */
    static void addTo(CommandLine line, List<String> words) {
        if (!words.equals(List.of("--version"))) {
            add(line, ALL, words);
        }
    }

    private static void add(CommandLine line, List<Class<?>> commands, List<String> words) {
        List<Class<?>> named = commands.stream()
                .<Class<?>>filter(command -> !words.isEmpty() && name(command).equals(words.get(0)))
                .toList();
        List<String> rest = named.isEmpty() ? List.of() : words.subList(1, words.size());
        for (Class<?> command : named.isEmpty() ? commands : named) {
            CommandLine child = new CommandLine(command);
            hideUnknownOption(child);
            add(child, GROUPS.getOrDefault(command, List.of()), rest);
            line.addSubcommand(child);
        }
    }

    /** An option that is refused is not offered; it stays known, so that the refusal says why. */
    private static void hideUnknownOption(CommandLine child) {
        CommandSpec spec = child.getCommandSpec();
        OptionSpec json = spec.findOption("--json");
        if (json != null && child.getCommand() instanceof GradlockCommand command && !command.writesDocument()) {
            spec.remove(json);
            spec.addOption(OptionSpec.builder(json).hidden(true).build());
        }
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
