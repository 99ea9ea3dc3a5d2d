/** The engine side by side with PyTorch's libtorch: the same work on the same numbers, measured by turns in one process. */
@NullMarked
package io.github.gradlock.benchmarks;

import org.jspecify.annotations.NullMarked;
