package io.github.gradlock.recorder;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * An input or output of a traced operation.
 *
 * @param identity the object that stands for the tensor; compared by identity and not kept alive
 * @param type element type
 * @param shape sizes of its dimensions
 * @param elements yields its elements, row-major, little-endian; called at most once, before the trace call returns
 */
public record TracedTensor(Object identity, ElementType type, long[] shape, Supplier<ByteBuffer> elements) {}
