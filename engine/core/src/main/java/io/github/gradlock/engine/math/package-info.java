/** Strict elementary functions: the same bits on every JDK and CPU. */
@NullMarked
package io.github.gradlock.engine.math;

import org.jspecify.annotations.NullMarked;
