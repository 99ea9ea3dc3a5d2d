/** Tests of {@code engine.tensor}. */
@NullMarked
package io.github.gradlock.engine.tensor;

import org.jspecify.annotations.NullMarked;
