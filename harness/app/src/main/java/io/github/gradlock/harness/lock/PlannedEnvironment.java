package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.spec.Repetitions;

/** An environment with its pins, and how often it runs each case. */
public record PlannedEnvironment(ResolvedEnvironment environment, Repetitions repetitions) {}
