/** Ops compared with gradients that PyTorch computed. */
@NullMarked
package io.github.gradlock.engine.reference;

import org.jspecify.annotations.NullMarked;
