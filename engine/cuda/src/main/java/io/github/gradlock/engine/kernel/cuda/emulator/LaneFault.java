package io.github.gradlock.engine.kernel.cuda.emulator;

/** What one lane of a warp did wrong. */
final class LaneFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int lane;
    private final EmulatorException reason;

    LaneFault(int lane, EmulatorException reason) {
        super(reason.getMessage(), reason);
        this.lane = lane;
        this.reason = reason;
    }

    int lane() {
        return lane;
    }

    EmulatorException reason() {
        return reason;
    }
}
