/** Container images that are made here, of pinned inputs alone: the same lock gives the same layers, byte for byte. */
@NullMarked
package io.github.gradlock.harness.image;

import org.jspecify.annotations.NullMarked;
