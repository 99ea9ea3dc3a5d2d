/** A Jupyter kernel: JShell with what is on the class path, whose values are shown as text, charts as bitmaps, and graphs as pictures. */
@NullMarked
package io.github.gradlock.notebook;

import org.jspecify.annotations.NullMarked;
