/** Environments that are containers, through Testcontainers. */
@NullMarked
package io.github.gradlock.harness.runtime.container;

import org.jspecify.annotations.NullMarked;
