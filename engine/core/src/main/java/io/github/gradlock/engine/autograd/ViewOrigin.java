package io.github.gradlock.engine.autograd;

/** Under which circumstances a view was made; only an ordinary one follows changes in place. */
enum ViewOrigin {
    /** Recorded, or of a constant. */
    ORDINARY(""),
    /** Made while recording was off. */
    NO_GRAD(
            "This view was created in no_grad mode. Make the view with recording switched on, or change it in noGrad too."),
    /** Given by a custom function. */
    CUSTOM_FUNCTION("This view was created inside a custom Function (or because an input was returned as-is) and the"
            + " autograd logic to handle view+inplace would override the custom backward associated with the custom"
            + " Function, leading to incorrect gradients. Return a copy() from the custom Function.");

    private final String reason;

    ViewOrigin(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
