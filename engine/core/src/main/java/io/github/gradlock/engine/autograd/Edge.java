package io.github.gradlock.engine.autograd;

/**
 * Where a gradient goes next.
 *
 * @param node the node that takes it
 * @param slot which output of that node's operation it is the gradient of
 */
public record Edge(Node node, int slot) {}
