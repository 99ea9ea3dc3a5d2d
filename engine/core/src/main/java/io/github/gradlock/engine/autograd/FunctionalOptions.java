package io.github.gradlock.engine.autograd;

/**
 * How {@link Functional} computes.
 *
 * @param createGraph record the derivatives, so that they can be differentiated with respect to the inputs
 * @param strict refuse an output that does not depend on an input, instead of taking its derivative as zero
 * @param forwardMode for Jacobians: one pass for each input element, instead of one for each output element
 */
public record FunctionalOptions(boolean createGraph, boolean strict, boolean forwardMode) {
    /** Records nothing, takes zeros, and goes backwards. */
    public static final FunctionalOptions DEFAULT = new FunctionalOptions(false, false, false);

    /** Records the derivatives. */
    public FunctionalOptions creatingGraph() {
        return new FunctionalOptions(true, strict, forwardMode);
    }

    /** Refuses outputs that do not depend on an input. */
    public FunctionalOptions strictly() {
        return new FunctionalOptions(createGraph, true, forwardMode);
    }

    /** Computes Jacobians in forward mode. */
    public FunctionalOptions inForwardMode() {
        return new FunctionalOptions(createGraph, strict, true);
    }
}
