/** Arithmetic in lanes, by the Vector API: loaded only where the JVM has it. */
@NullMarked
package io.github.gradlock.benchmark.lanes;

import org.jspecify.annotations.NullMarked;
