/** Every environment as tests in an ordinary JUnit run: {@code gradlock run} as a process, and its verdicts by case. */
@NullMarked
package io.github.gradlock.recorder.matrix;

import org.jspecify.annotations.NullMarked;
