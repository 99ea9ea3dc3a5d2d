/** From bundles that differ to the first operation that went apart. */
@NullMarked
package io.github.gradlock.harness.localise;

import org.jspecify.annotations.NullMarked;
