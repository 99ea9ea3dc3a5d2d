/** Faults that hide: behind one another, behind a rectifier, behind the recording, or until two factors meet. */
@NullMarked
package io.github.gradlock.benchmark.hard;

import org.jspecify.annotations.NullMarked;
