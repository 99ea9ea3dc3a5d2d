/** The engine beside libtorch: what is fetched for that, the processes that measure, and what is shown of them. */
@NullMarked
package io.github.gradlock.harness.speed;

import org.jspecify.annotations.NullMarked;
