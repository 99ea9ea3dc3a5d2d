/**
 * A GPU that is none: it executes PTX on the CPU, blocks, warps and barriers included, and finds what hardware lets pass, races in shared memory, places
 * outside of memory, and reads of what nobody wrote.
 */
@NullMarked
package io.github.gradlock.engine.kernel.cuda.emulator;

import org.jspecify.annotations.NullMarked;
