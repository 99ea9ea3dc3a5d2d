/** Planted nondeterminism: each case marked {@link io.github.gradlock.faults.Planted} must be caught by the harness. */
@NullMarked
package io.github.gradlock.faults;

import org.jspecify.annotations.NullMarked;
