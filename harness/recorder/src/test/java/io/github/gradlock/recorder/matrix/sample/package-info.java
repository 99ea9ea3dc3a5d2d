/** Classes that the tests run; they end in Sample, so that the build does not run them itself. */
@NullMarked
package io.github.gradlock.recorder.matrix.sample;

import org.jspecify.annotations.NullMarked;
