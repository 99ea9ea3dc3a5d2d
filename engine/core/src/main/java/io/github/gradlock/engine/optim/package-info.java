/** Optimisers, with the update formulas of PyTorch. */
@NullMarked
package io.github.gradlock.engine.optim;

import org.jspecify.annotations.NullMarked;
