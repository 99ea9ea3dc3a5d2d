/** Gradients without a fault, one a class: forward and backward, step by step on a tape. */
@NullMarked
package io.github.gradlock.benchmark.graph;

import org.jspecify.annotations.NullMarked;
