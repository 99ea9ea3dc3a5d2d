package io.github.gradlock.recorder;

/**
 * Reads the tensors of a library, so that {@link GradientRecorder#record(String, Object)} takes them as they are.
 *
 * <p>Found by {@link java.util.ServiceLoader}. An adapter names its type as text and touches the library in {@link #read}
 * alone: where the library is absent nothing of it is loaded.
 */
public interface TensorAdapter {
    /** Returns the full name of the class or interface whose instances it reads. */
    String type();

    /**
     * Reads a tensor; a view is read as it looks, row-major, whatever its strides.
     *
     * @param tensor an instance of the type
     * @throws IllegalArgumentException if its elements are of a type that is not recorded
     */
    TracedTensor read(Object tensor);
}
