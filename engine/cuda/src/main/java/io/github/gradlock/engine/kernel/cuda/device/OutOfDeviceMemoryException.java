package io.github.gradlock.engine.kernel.cuda.device;

/** A device has not as much memory as is wanted. */
public final class OutOfDeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mayPass;

    private OutOfDeviceMemoryException(String message, boolean mayPass) {
        super(message);
        this.mayPass = mayPass;
    }

    /**
     * Says that others have what was wanted.
     *
     * @param device its name
     * @param wanted bytes
     * @param what they are for
     * @param used bytes that are in use
     * @param all bytes that there are
     */
    public OutOfDeviceMemoryException(String device, long wanted, String what, long used, long all) {
        this(
                "%s out of memory: tried to allocate %s for %s; %s of %s are in use"
                        .formatted(device, mebibytes(wanted), what, mebibytes(used), mebibytes(all)),
                true);
    }

    /**
     * Says that so much can never be had at once.
     *
     * @param device its name
     * @param wanted bytes
     * @param what they are for
     * @param most bytes that can
     */
    public static OutOfDeviceMemoryException beyond(String device, long wanted, String what, long most) {
        return new OutOfDeviceMemoryException(
                "%s out of memory: tried to allocate %s for %s, and no more than %s can be had at once"
                        .formatted(device, mebibytes(wanted), what, mebibytes(most)),
                false);
    }

    /** Returns whether there may be as much when others have given theirs back. */
    public boolean mayPass() {
        return mayPass;
    }

    private static String mebibytes(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
    }
}
