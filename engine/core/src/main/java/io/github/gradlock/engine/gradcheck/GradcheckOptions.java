package io.github.gradlock.engine.gradcheck;

/**
 * What {@link Gradcheck} checks, and how strictly. Names, defaults and meaning are those of the parameters of {@code
 * torch.autograd.gradcheck}, in camel case; each has a method that returns it, and one that returns options with another value:
 *
 * <pre>{@code
 * Gradcheck.check(f, inputs, GradcheckOptions.DEFAULT.withAtol(1e-7).withCheckForwardAd(true));
 * }</pre>
 *
 * <p>Those of PyTorch's that have no meaning here: {@code check_grad_dtypes}, since a gradient always has the dtype of its input;
 * {@code check_batched_grad} and {@code check_batched_forward_grad}, since there is no batched gradient; {@code masked} and {@code
 * check_sparse_nnz}, since there are no sparse tensors. Of {@code gradgradcheck}: {@code gen_non_contig_grad_outputs}, since the
 * cotangent can be given; {@code check_rev_over_rev} is {@link #checkBackwardAd} there and {@code check_fwd_over_rev} is {@link
 * #checkForwardAd}. One is not PyTorch's: {@link #repetitions}.
 */
public final class GradcheckOptions {
    /** PyTorch's defaults: every element of the Jacobian in reverse mode, by two backward passes that give the same bits. */
    public static final GradcheckOptions DEFAULT = new GradcheckOptions();

    private double eps = 1e-6;
    private double atol = 1e-5;
    private double rtol = 1e-3;
    private boolean raiseException = true;
    private double nondetTol;
    private boolean checkUndefinedGrad = true;
    private boolean checkForwardAd;
    private boolean checkBackwardAd = true;
    private boolean fastMode;
    private int repetitions = 2;

    private GradcheckOptions() {}

    /** Copies; the fields of a copy are changed before anyone else sees it, and never after. */
    private GradcheckOptions(GradcheckOptions other) {
        eps = other.eps;
        atol = other.atol;
        rtol = other.rtol;
        raiseException = other.raiseException;
        nondetTol = other.nondetTol;
        checkUndefinedGrad = other.checkUndefinedGrad;
        checkForwardAd = other.checkForwardAd;
        checkBackwardAd = other.checkBackwardAd;
        fastMode = other.fastMode;
        repetitions = other.repetitions;
    }

    /** Returns the step of the central differences: 1e-6 by default. */
    public double eps() {
        return eps;
    }

    /** Sets {@link #eps}, which must be positive. */
    public GradcheckOptions withEps(double value) {
        require(value > 0, "eps must be positive, got " + value);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.eps = value;
        return copy;
    }

    /** Returns the absolute tolerance: 1e-5 by default. */
    public double atol() {
        return atol;
    }

    /** Sets {@link #atol}, which must not be negative. */
    public GradcheckOptions withAtol(double value) {
        require(value >= 0, "atol must not be negative, got " + value);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.atol = value;
        return copy;
    }

    /** Returns the tolerance relative to the numerical derivative: 1e-3 by default. */
    public double rtol() {
        return rtol;
    }

    /** Sets {@link #rtol}, which must not be negative. */
    public GradcheckOptions withRtol(double value) {
        require(value >= 0, "rtol must not be negative, got " + value);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.rtol = value;
        return copy;
    }

    /** Returns whether a wrong derivative is a {@link GradcheckException}, as by default, or the result false. */
    public boolean raiseException() {
        return raiseException;
    }

    /** Sets {@link #raiseException}. What cannot be checked at all is an exception in any case. */
    public GradcheckOptions withRaiseException(boolean raise) {
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.raiseException = raise;
        return copy;
    }

    /**
     * Returns how far repeated backward passes of the same inputs may lie apart: 0 by default. As PyTorch compares one graph's
     * passes, and takes a zero of either sign for the same, 0 is stricter here: fresh graphs must give the same bits.
     */
    public double nondetTol() {
        return nondetTol;
    }

    /** Sets {@link #nondetTol}, which must not be negative. */
    public GradcheckOptions withNondetTol(double value) {
        require(value >= 0, "nondetTol must not be negative, got " + value);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.nondetTol = value;
        return copy;
    }

    /** Returns whether, of several outputs, those without a cotangent must count as zero: true by default. */
    public boolean checkUndefinedGrad() {
        return checkUndefinedGrad;
    }

    /** Sets {@link #checkUndefinedGrad}. */
    public GradcheckOptions withCheckUndefinedGrad(boolean check) {
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.checkUndefinedGrad = check;
        return copy;
    }

    /** Returns whether derivatives of the forward mode are compared too: false by default. */
    public boolean checkForwardAd() {
        return checkForwardAd;
    }

    /** Sets {@link #checkForwardAd}; one of it and {@link #checkBackwardAd} must be true. */
    public GradcheckOptions withCheckForwardAd(boolean check) {
        requireAMode(check, checkBackwardAd);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.checkForwardAd = check;
        return copy;
    }

    /** Returns whether derivatives of backward passes are compared: true by default. */
    public boolean checkBackwardAd() {
        return checkBackwardAd;
    }

    /** Sets {@link #checkBackwardAd}; one of it and {@link #checkForwardAd} must be true. */
    public GradcheckOptions withCheckBackwardAd(boolean check) {
        requireAMode(check, checkForwardAd);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.checkBackwardAd = check;
        return copy;
    }

    /** Returns whether one random projection of the Jacobian is compared in place of all its elements: false by default. */
    public boolean fastMode() {
        return fastMode;
    }

    /** Sets {@link #fastMode}. */
    public GradcheckOptions withFastMode(boolean fast) {
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.fastMode = fast;
        return copy;
    }

    /** Returns how often the backward pass is run, each time on a fresh graph: twice by default, as PyTorch does always. */
    public int repetitions() {
        return repetitions;
    }

    /** Sets {@link #repetitions}, which must be positive. */
    public GradcheckOptions withRepetitions(int count) {
        require(count > 0, "repetitions must be positive, got " + count);
        GradcheckOptions copy = new GradcheckOptions(this);
        copy.repetitions = count;
        return copy;
    }

    private static void requireAMode(boolean one, boolean other) {
        require(one || other, "at least one of checkForwardAd and checkBackwardAd must be true");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
