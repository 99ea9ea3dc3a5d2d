/** The proof of binary32: every input of every function of one element, against values of high precision. */
@NullMarked
package io.github.gradlock.engine.math.float32;

import org.jspecify.annotations.NullMarked;
