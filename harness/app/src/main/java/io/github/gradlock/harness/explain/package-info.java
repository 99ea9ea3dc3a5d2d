/** {@code gradlock explain}: from a difference to the operation and the cause, with experiments that confirm them. */
@NullMarked
package io.github.gradlock.harness.explain;

import org.jspecify.annotations.NullMarked;
