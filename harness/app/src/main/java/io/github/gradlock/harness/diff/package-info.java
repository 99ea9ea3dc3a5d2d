/** Comparison of bundles: by digest, then element by element. */
@NullMarked
package io.github.gradlock.harness.diff;

import org.jspecify.annotations.NullMarked;
