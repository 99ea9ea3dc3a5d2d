/** Gradients without a fault: whoever reports one raises a false alarm. */
@NullMarked
package io.github.gradlock.benchmark.clean;

import org.jspecify.annotations.NullMarked;
