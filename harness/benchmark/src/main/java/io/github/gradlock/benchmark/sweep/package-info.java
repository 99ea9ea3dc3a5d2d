/** Every operation of ten gradients of the engine, changed a little: does a tool name exactly that one? */
@NullMarked
package io.github.gradlock.benchmark.sweep;

import org.jspecify.annotations.NullMarked;
