/** Bundles that are kept as the truth for future commits. */
@NullMarked
package io.github.gradlock.harness.baseline;

import org.jspecify.annotations.NullMarked;
