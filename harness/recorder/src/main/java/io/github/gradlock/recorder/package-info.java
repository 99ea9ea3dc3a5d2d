/** What a test is written against: the recorder it takes, the extension that gives it one, and the ids of cases. */
@NullMarked
package io.github.gradlock.recorder;

import org.jspecify.annotations.NullMarked;
