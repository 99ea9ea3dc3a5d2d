/** A suite that does not end by itself. */
@NullMarked
package io.github.gradlock.probe.endless;

import org.jspecify.annotations.NullMarked;
