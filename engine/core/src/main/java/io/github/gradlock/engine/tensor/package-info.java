/** Shapes, element types, storage, and tensors: data with views and a version counter. */
@NullMarked
package io.github.gradlock.engine.tensor;

import org.jspecify.annotations.NullMarked;
