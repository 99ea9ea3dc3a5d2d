/** Modules: parameters with a forward function. */
@NullMarked
package io.github.gradlock.engine.nn;

import org.jspecify.annotations.NullMarked;
