/** Tests of environments as tests, with a stand-in for the command {@code gradlock}. */
@NullMarked
package io.github.gradlock.recorder.matrix;

import org.jspecify.annotations.NullMarked;
