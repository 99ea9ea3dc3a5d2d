package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.protocol.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * One of the two that are compared.
 *
 * @param name of its environment
 * @param bundle open
 * @param environment in which its cases can be run again; null if that is not possible here
 */
public record Side(String name, Bundle bundle, @Nullable ResolvedEnvironment environment) {}
