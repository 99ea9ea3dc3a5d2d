@NullMarked
package io.github.gradlock.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
