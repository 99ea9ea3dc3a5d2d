/** Tests of what tests are written against. */
@NullMarked
package io.github.gradlock.recorder;

import org.jspecify.annotations.NullMarked;
