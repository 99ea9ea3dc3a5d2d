package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/**
 * Elements chosen along a dimension; the derivative of the values goes to the elements that were chosen.
 *
 * @param values the elements
 * @param indices where they were found along the dimension, int64
 */
public record Selection(Tensor values, Tensor indices) {}
