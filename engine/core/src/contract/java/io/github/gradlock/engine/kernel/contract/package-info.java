/** Tests that every provider of kernels has to pass. */
@NullMarked
package io.github.gradlock.engine.kernel.contract;

import org.jspecify.annotations.NullMarked;
