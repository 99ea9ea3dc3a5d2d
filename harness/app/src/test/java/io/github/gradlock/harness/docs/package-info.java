/** What the documentation says: its blocks, its commands, and what they are said to print. */
@NullMarked
package io.github.gradlock.harness.docs;

import org.jspecify.annotations.NullMarked;
