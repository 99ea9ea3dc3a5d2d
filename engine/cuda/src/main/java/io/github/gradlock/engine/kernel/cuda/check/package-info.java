/** What PTX must not do, since it would give other bits than the contract of numerics has. */
@NullMarked
package io.github.gradlock.engine.kernel.cuda.check;

import org.jspecify.annotations.NullMarked;
