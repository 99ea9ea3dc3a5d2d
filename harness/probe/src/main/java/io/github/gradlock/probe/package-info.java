/** What runs inside an environment: recorder, JUnit 5 extension, runner, fingerprint. */
@NullMarked
package io.github.gradlock.probe;

import org.jspecify.annotations.NullMarked;
