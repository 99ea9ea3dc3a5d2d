/** PTX as it is written: the text of a module read into functions, variables and instructions. */
@NullMarked
package io.github.gradlock.engine.kernel.cuda.ptx;

import org.jspecify.annotations.NullMarked;
