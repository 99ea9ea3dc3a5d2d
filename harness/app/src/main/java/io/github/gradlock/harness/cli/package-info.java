/** The command line: the only place that prints and exits. */
@NullMarked
package io.github.gradlock.harness.cli;

import org.jspecify.annotations.NullMarked;
