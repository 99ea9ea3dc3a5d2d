package io.github.gradlock.engine.kernel.cuda.gpu;

/** CUDA refused something, or a kernel failed; the message says what, and what to do. */
public final class GpuException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GpuException(String message) {
        super(message);
    }
}
