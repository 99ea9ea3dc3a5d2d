/** The half of the causes' faults that whoever writes rules for causes may look at. */
@NullMarked
package io.github.gradlock.benchmark.known;

import org.jspecify.annotations.NullMarked;
