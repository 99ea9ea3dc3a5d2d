/** Kernels in the JDK's Vector API, with the bits of the scalar reference at every vector width. */
@NullMarked
package io.github.gradlock.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
