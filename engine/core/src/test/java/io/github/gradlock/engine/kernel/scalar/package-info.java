/** Tests of {@code engine.kernel.scalar}. */
@NullMarked
package io.github.gradlock.engine.kernel.scalar;

import org.jspecify.annotations.NullMarked;
