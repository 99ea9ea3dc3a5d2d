/** Which differences between two environments make the difference in the bits: factors, hybrids, and the search among them. */
@NullMarked
package io.github.gradlock.harness.bisect;

import org.jspecify.annotations.NullMarked;
