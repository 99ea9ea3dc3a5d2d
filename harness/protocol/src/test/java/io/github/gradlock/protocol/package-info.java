/** Tests of bundles, hostile ones included. */
@NullMarked
package io.github.gradlock.protocol;

import org.jspecify.annotations.NullMarked;
