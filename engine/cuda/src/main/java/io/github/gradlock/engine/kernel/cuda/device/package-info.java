/** A device that executes PTX, its memory, and how a kernel is started on it. */
@NullMarked
package io.github.gradlock.engine.kernel.cuda.device;

import org.jspecify.annotations.NullMarked;
