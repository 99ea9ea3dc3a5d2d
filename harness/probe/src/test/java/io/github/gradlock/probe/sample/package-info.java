/** A tiny suite that the probe's tests run; its classes end in Sample, so that the build does not run them itself. */
@NullMarked
package io.github.gradlock.probe.sample;

import org.jspecify.annotations.NullMarked;
