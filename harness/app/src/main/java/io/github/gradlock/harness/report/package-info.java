/** Verdicts for people and for programs. */
@NullMarked
package io.github.gradlock.harness.report;

import org.jspecify.annotations.NullMarked;
