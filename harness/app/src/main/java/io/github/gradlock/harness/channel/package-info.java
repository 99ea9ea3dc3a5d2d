/** Named catalogues that turn a dependency into something to pin. */
@NullMarked
package io.github.gradlock.harness.channel;

import org.jspecify.annotations.NullMarked;
