/** The gradient suite: cases recorded bit for bit. */
@NullMarked
package io.github.gradlock.suite;

import org.jspecify.annotations.NullMarked;
