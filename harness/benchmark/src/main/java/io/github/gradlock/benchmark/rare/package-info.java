/** Faults that fire now and then: are they found as often as probability says? */
@NullMarked
package io.github.gradlock.benchmark.rare;

import org.jspecify.annotations.NullMarked;
