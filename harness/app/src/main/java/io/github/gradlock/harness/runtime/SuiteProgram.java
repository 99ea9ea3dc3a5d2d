package io.github.gradlock.harness.runtime;

/** What the processes of a suite execute. */
public sealed interface SuiteProgram permits TestProgram, CommandProgram {}
