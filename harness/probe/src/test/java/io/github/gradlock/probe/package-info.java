/** Tests of the recorder and of whole runs of the probe. */
@NullMarked
package io.github.gradlock.probe;

import org.jspecify.annotations.NullMarked;
