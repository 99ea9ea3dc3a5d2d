/** Who vouches for a bundle: signatures over its manifest, made and checked by the programs that people sign with. */
@NullMarked
package io.github.gradlock.harness.signature;

import org.jspecify.annotations.NullMarked;
