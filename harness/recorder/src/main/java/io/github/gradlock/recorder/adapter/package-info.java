/** Readers of the tensors of libraries: our engine, DJL, ND4J; none of them has to be there. */
@NullMarked
package io.github.gradlock.recorder.adapter;

import org.jspecify.annotations.NullMarked;
