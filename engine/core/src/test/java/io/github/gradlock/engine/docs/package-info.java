/** Runs what the guides in {@code engine/docs} say. */
@NullMarked
package io.github.gradlock.engine.docs;

import org.jspecify.annotations.NullMarked;
