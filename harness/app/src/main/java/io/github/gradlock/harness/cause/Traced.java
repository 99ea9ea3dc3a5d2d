package io.github.gradlock.harness.cause;

/**
 * A tensor of a case's trace.
 *
 * @param left whether it is the first side's
 * @param step number of the step that gave it, from 1
 * @param values its elements
 */
public record Traced(boolean left, int step, Values values) {}
