/** Planted nondeterminism: each case must be caught by the harness. */
@NullMarked
package io.github.gradlock.faults;

import org.jspecify.annotations.NullMarked;
