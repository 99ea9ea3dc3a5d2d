package io.github.gradlock.engine.kernel.cuda.device;

/** A device has not as much memory as a tensor wants, and nothing could be given back. */
public final class OutOfDeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says what was wanted.
     *
     * @param device its name
     * @param wanted bytes
     * @param what they are for
     * @param used bytes that are in use
     * @param all bytes that there are
     */
    public OutOfDeviceMemoryException(String device, long wanted, String what, long used, long all) {
        super("%s out of memory: tried to allocate %s for %s; %s of %s are in use"
                .formatted(device, mebibytes(wanted), what, mebibytes(used), mebibytes(all)));
    }

    private static String mebibytes(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
    }
}
