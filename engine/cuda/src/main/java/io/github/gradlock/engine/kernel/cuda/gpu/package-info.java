/** GPUs: what is asked of CUDA's driver, through JCuda, and how kernels are compiled for the GPU that is there. */
@NullMarked
package io.github.gradlock.engine.kernel.cuda.gpu;

import org.jspecify.annotations.NullMarked;
