/** Environments, runs, comparison and reports, and the errors they share. */
@NullMarked
package io.github.gradlock.harness;

import org.jspecify.annotations.NullMarked;
