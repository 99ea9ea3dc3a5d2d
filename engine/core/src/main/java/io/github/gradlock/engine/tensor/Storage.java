package io.github.gradlock.engine.tensor;

/**
 * Holds the elements of one or more tensors, on one device.
 *
 * <p>A kernel provider casts it to the storage of its own device; nobody else looks inside.
 */
public interface Storage {
    /** Returns the element type. */
    DType dtype();

    /** Returns where the elements lie. */
    Device device();

    /** Returns the number of elements. */
    long size();

    /** Returns the elements in host memory: this storage if it is there already, else a copy. */
    HostStorage toHost();
}
