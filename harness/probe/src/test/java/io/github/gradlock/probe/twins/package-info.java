/** A suite at fault: two cases of one id. */
@NullMarked
package io.github.gradlock.probe.twins;

import org.jspecify.annotations.NullMarked;
