/** Tests of the engine as a whole: its arrows and its banned calls. */
@NullMarked
package io.github.gradlock.engine;

import org.jspecify.annotations.NullMarked;
