/** Where things come from: installed JDKs, registries of images, Debian's archive. */
@NullMarked
package io.github.gradlock.harness.channel;

import org.jspecify.annotations.NullMarked;
