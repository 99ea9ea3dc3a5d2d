/** From what was measured of a difference to its probable causes, ranked, each with its evidence. */
@NullMarked
package io.github.gradlock.harness.cause;

import org.jspecify.annotations.NullMarked;
