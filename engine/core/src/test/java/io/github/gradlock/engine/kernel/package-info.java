/** Tests of {@code engine.kernel}. */
@NullMarked
package io.github.gradlock.engine.kernel;

import org.jspecify.annotations.NullMarked;
