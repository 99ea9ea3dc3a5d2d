/** Tests of the elementary functions against high-precision references. */
@NullMarked
package io.github.gradlock.engine.math;

import org.jspecify.annotations.NullMarked;
