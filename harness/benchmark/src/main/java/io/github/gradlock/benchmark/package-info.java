/** Faults of known cause and place: what a tool that explains numeric differences can be measured by. */
@NullMarked
package io.github.gradlock.benchmark;

import org.jspecify.annotations.NullMarked;
