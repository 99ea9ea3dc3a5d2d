package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ShellArgument;

/**
 * What a command that is proposed needs of the options of this one, to find the same environments, locks, suite and results.
 *
 * @param common folders
 * @param suite what is run, and whether anything may be pulled for it
 * @param locks how strictly they are held
 */
record NextCommand(CommonOptions common, SuiteOptions suite, LockOptions locks) {
    /** Returns them as they are written behind a command's name, with a blank before each; nothing where all is as by default. */
    String options() {
        return options(suite.arguments());
    }

    /**
     * Returns the same for a suite that was found otherwise than by the options of this command.
     *
     * @param suiteArguments the options that name it
     */
    String options(String suiteArguments) {
        String out = common.out == null ? "" : " --out " + ShellArgument.quoted(common.out.toString());
        String strictness = locks.frozen ? " --frozen" : locks.locked ? " --locked" : "";
        return common.environmentsArgument() + suiteArguments + strictness + (suite.offline ? " --offline" : "") + out;
    }
}
