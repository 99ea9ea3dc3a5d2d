package io.github.gradlock.engine.gradcheck;

/**
 * What is checked, and how strictly; names, defaults and meaning are those of {@code torch.autograd.gradcheck}, except that repeated
 * backward passes run on fresh graphs, and must give the same bits. There is no batched gradient and no sparse tensor to check.
 *
 * @param eps step of the central difference
 * @param atol absolute tolerance
 * @param rtol tolerance relative to the numerical derivative
 * @param nondetTol how far two backward passes of the same inputs may lie apart; 0 demands the same bits
 * @param repetitions how often the backward pass is run, each time on a fresh graph
 * @param fastMode whether one random projection of the Jacobian is compared in place of all its elements
 * @param checkForward whether derivatives of the forward mode are compared too
 * @param checkBackward whether derivatives of backward passes are compared
 * @param checkUndefinedGrad whether, of several outputs, those without a cotangent must count as zero
 */
public record GradcheckOptions(
        double eps,
        double atol,
        double rtol,
        double nondetTol,
        int repetitions,
        boolean fastMode,
        boolean checkForward,
        boolean checkBackward,
        boolean checkUndefinedGrad) {
    /** A step of 1e-6, tolerances of 1e-5 and 1e-3, every element of the Jacobian by two backward passes that give the same bits. */
    public static final GradcheckOptions DEFAULT =
            new GradcheckOptions(1e-6, 1e-5, 1e-3, 0, 2, false, false, true, true);

    /** Checks the values. */
    public GradcheckOptions {
        if (!(eps > 0) || !(atol >= 0) || !(rtol >= 0) || !(nondetTol >= 0) || repetitions < 1) {
            throw new IllegalArgumentException(
                    "eps and repetitions must be positive, atol, rtol and nondetTol not negative, got eps " + eps
                            + ", atol " + atol + ", rtol " + rtol + ", nondetTol " + nondetTol + ", repetitions "
                            + repetitions);
        }
        if (!checkForward && !checkBackward) {
            throw new IllegalArgumentException("at least one of checkForward and checkBackward must be true");
        }
    }

    /** Returns these options with another step. */
    public GradcheckOptions withEps(double value) {
        return new GradcheckOptions(
                value, atol, rtol, nondetTol, repetitions, fastMode, checkForward, checkBackward, checkUndefinedGrad);
    }

    /** Returns these options with other tolerances. */
    public GradcheckOptions withTolerances(double absolute, double relative) {
        return new GradcheckOptions(
                eps,
                absolute,
                relative,
                nondetTol,
                repetitions,
                fastMode,
                checkForward,
                checkBackward,
                checkUndefinedGrad);
    }

    /** Returns these options with another limit for the difference between repeated backward passes. */
    public GradcheckOptions withNondetTol(double value) {
        return new GradcheckOptions(
                eps, atol, rtol, value, repetitions, fastMode, checkForward, checkBackward, checkUndefinedGrad);
    }

    /** Returns these options with another number of backward passes. */
    public GradcheckOptions withRepetitions(int count) {
        return new GradcheckOptions(
                eps, atol, rtol, nondetTol, count, fastMode, checkForward, checkBackward, checkUndefinedGrad);
    }

    /** Returns these options with the fast mode on or off. */
    public GradcheckOptions withFastMode(boolean fast) {
        return new GradcheckOptions(
                eps, atol, rtol, nondetTol, repetitions, fast, checkForward, checkBackward, checkUndefinedGrad);
    }

    /** Returns these options with another choice of modes. */
    public GradcheckOptions withModes(boolean forward, boolean backward) {
        return new GradcheckOptions(
                eps, atol, rtol, nondetTol, repetitions, fastMode, forward, backward, checkUndefinedGrad);
    }

    /** Returns these options with the check of outputs without a cotangent on or off. */
    public GradcheckOptions withCheckUndefinedGrad(boolean check) {
        return new GradcheckOptions(
                eps, atol, rtol, nondetTol, repetitions, fastMode, checkForward, checkBackward, check);
    }
}
