/** The primitive kernels, and the providers that implement them with the same bits. */
@NullMarked
package io.github.gradlock.engine.kernel;

import org.jspecify.annotations.NullMarked;
