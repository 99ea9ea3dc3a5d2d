/** The half of the causes' faults that was put aside while rules for causes were written: not to be looked at for writing them. */
@NullMarked
package io.github.gradlock.benchmark.aside;

import org.jspecify.annotations.NullMarked;
