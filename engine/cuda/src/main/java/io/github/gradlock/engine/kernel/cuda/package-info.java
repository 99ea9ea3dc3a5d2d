/** Kernels in CUDA C++ with the bits of the scalar reference, on whatever executes PTX. */
@NullMarked
package io.github.gradlock.engine.kernel.cuda;

import org.jspecify.annotations.NullMarked;
