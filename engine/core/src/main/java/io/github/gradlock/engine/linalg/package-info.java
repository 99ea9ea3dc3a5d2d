/** Linear algebra: factorisations, solutions and norms of batches of matrices, in primitive kernels, differentiable any number of times. */
@NullMarked
package io.github.gradlock.engine.linalg;

import org.jspecify.annotations.NullMarked;
