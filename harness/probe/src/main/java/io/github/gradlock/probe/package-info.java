/** What runs inside an environment: runner, launcher, session, fingerprint. */
@NullMarked
package io.github.gradlock.probe;

import org.jspecify.annotations.NullMarked;
