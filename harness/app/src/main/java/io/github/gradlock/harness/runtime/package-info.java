/** Starting a suite inside an environment. */
@NullMarked
package io.github.gradlock.harness.runtime;

import org.jspecify.annotations.NullMarked;
