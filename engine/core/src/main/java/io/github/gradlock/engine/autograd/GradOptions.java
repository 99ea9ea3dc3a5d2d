package io.github.gradlock.engine.autograd;

/**
 * How a backward pass is run.
 *
 * @param retainGraph keep what was saved, so that the graph can be passed again
 * @param createGraph record the pass itself, so that gradients can be differentiated; this retains the graph too
 * @param allowUnused for {@link Autograd#grad}: give null, instead of an error, for an input the outputs do not depend on
 * @param materializeGrads for {@link Autograd#grad}: give zeros, instead of null or an error, for such an input
 */
public record GradOptions(boolean retainGraph, boolean createGraph, boolean allowUnused, boolean materializeGrads) {
    /** Frees the graph, records nothing, and wants every input used. */
    public static final GradOptions DEFAULT = new GradOptions(false, false, false, false);

    /** Keeps what was saved. */
    public GradOptions retainingGraph() {
        return new GradOptions(true, createGraph, allowUnused, materializeGrads);
    }

    /** Records the pass itself. */
    public GradOptions creatingGraph() {
        return new GradOptions(retainGraph, true, allowUnused, materializeGrads);
    }

    /** Gives null for an input that is not used. */
    public GradOptions allowingUnused() {
        return new GradOptions(retainGraph, createGraph, true, materializeGrads);
    }

    /** Gives zeros for an input that is not used. */
    public GradOptions materializingGrads() {
        return new GradOptions(retainGraph, createGraph, true, true);
    }

    boolean keepsGraph() {
        return retainGraph || createGraph;
    }
}
