/** What gradlock writes: lockfiles, and whether they still hold. */
@NullMarked
package io.github.gradlock.harness.lock;

import org.jspecify.annotations.NullMarked;
