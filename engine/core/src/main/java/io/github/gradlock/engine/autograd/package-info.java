/** The graph of recorded operations, and the backward pass over it. */
@NullMarked
package io.github.gradlock.engine.autograd;

import org.jspecify.annotations.NullMarked;
