/** The operations: forward in primitive kernels, derivative in operations. */
@NullMarked
package io.github.gradlock.engine.op;

import org.jspecify.annotations.NullMarked;
