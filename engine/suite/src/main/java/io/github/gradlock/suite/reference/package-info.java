/** PyTorch's own sample inputs: the same calls made here, recorded, and held against the gradients that PyTorch computed. */
@NullMarked
package io.github.gradlock.suite.reference;

import org.jspecify.annotations.NullMarked;
