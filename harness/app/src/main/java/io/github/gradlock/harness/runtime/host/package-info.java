/** Environments that are child JVMs of this machine. */
@NullMarked
package io.github.gradlock.harness.runtime.host;

import org.jspecify.annotations.NullMarked;
