/** Tests of linear algebra: identities, accuracy where it is known, independence of the batch, errors. */
@NullMarked
package io.github.gradlock.engine.linalg;

import org.jspecify.annotations.NullMarked;
