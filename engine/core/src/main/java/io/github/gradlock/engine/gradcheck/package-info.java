/** Gradients checked against finite differences. */
@NullMarked
package io.github.gradlock.engine.gradcheck;

import org.jspecify.annotations.NullMarked;
