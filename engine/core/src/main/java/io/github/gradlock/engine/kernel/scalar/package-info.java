/** The reference kernels: they define the semantics, and are written to be read. */
@NullMarked
package io.github.gradlock.engine.kernel.scalar;

import org.jspecify.annotations.NullMarked;
