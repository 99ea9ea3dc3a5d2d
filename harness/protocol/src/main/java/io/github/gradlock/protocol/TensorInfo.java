package io.github.gradlock.protocol;

import java.util.List;

/**
 * A recorded tensor without its values.
 *
 * @param name name within its case
 * @param type element type
 * @param shape sizes of its dimensions, outermost first
 * @param sha256 hexadecimal SHA-256 of the elements, row-major, little-endian, NaN canonical
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, String sha256) {
    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }
}
