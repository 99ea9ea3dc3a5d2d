/** The main job: provision, run, gather bundles. */
@NullMarked
package io.github.gradlock.harness.run;

import org.jspecify.annotations.NullMarked;
