/** Files by content, shared by all environments of a person: verified on the way in, linked on the way out. */
@NullMarked
package io.github.gradlock.harness.store;

import org.jspecify.annotations.NullMarked;
