/** What is pinned, in the words of other tools. */
@NullMarked
package io.github.gradlock.harness.export;

import org.jspecify.annotations.NullMarked;
