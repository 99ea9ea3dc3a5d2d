/** What a bundle holds, for people and programs. */
@NullMarked
package io.github.gradlock.harness.contents;

import org.jspecify.annotations.NullMarked;
