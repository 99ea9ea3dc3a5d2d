/** Bundles, hashes and provenance: what an environment hands to the harness. */
@NullMarked
package io.github.gradlock.protocol;

import org.jspecify.annotations.NullMarked;
