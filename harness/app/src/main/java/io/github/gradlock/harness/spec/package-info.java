/** What people write: environment.yml and matrix.yml, parsed with limits and positions. */
@NullMarked
package io.github.gradlock.harness.spec;

import org.jspecify.annotations.NullMarked;
