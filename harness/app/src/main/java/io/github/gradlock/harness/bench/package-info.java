/** {@code gradlock bench faults}: how surely planted faults are detected, localised and named. */
@NullMarked
package io.github.gradlock.harness.bench;

import org.jspecify.annotations.NullMarked;
