package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Dropouts;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * Zeros with probability p in training, from a seed of its own: call number i takes stream i (Srivastava et al. 2014). What is kept is
 * scaled by {@code 1 / (1 − p)}. In evaluation, and where p is 0, it returns its input.
 *
 * <p>Seed and number of calls are part of {@link Module#randomState()}, and not of the state dict, which PyTorch exchanges.
 */
public final class Dropout extends Module {
    private final String name;
    private final Sampler sampler;
    private final double p;
    private final List<Integer> ranks;
    private final RandomStream random;

    @FunctionalInterface
    private interface Sampler {
        Tensor apply(Tensor x, double p, long seed, long stream);
    }

    /** Takes inputs of any of these numbers of dimensions; of any at all if the list is empty. */
    private Dropout(String name, Sampler sampler, double p, List<Integer> ranks, Initialiser initialiser) {
        this.name = name;
        this.sampler = sampler;
        this.ranks = ranks;
        this.p = Values.requireProbability(p);
        random = randomStream("random", initialiser);
    }

    /**
     * Zeros elements, with a seed from the initialiser.
     *
     * @throws IllegalArgumentException if p is not a probability
     */
    public Dropout(double p, Initialiser initialiser) {
        this("Dropout", Dropouts::dropout, p, List.of(), initialiser);
    }

    /** Zeros whole channels of signals {@code [n, c, l]} or {@code [c, l]}, and refuses others; {@code torch.nn.Dropout1d}. */
    public static Dropout channels1d(double p, Initialiser initialiser) {
        return new Dropout("Dropout1d", batched(2), p, List.of(2, 3), initialiser);
    }

    /** Zeros whole channels of images {@code [n, c, h, w]}; the second of three dimensions counts as c, as in PyTorch. */
    public static Dropout channels2d(double p, Initialiser initialiser) {
        return new Dropout("Dropout2d", Dropouts::featureDropout, p, List.of(), initialiser);
    }

    /** Zeros whole channels of volumes {@code [n, c, d, h, w]} or {@code [c, d, h, w]}; {@code torch.nn.Dropout3d}. */
    public static Dropout channels3d(double p, Initialiser initialiser) {
        return new Dropout("Dropout3d", batched(4), p, List.of(), initialiser);
    }

    /** Sets elements to selu's least value instead, and keeps mean and variance (Klambauer et al. 2017). */
    public static Dropout alpha(double p, Initialiser initialiser) {
        return new Dropout("AlphaDropout", Dropouts::alphaDropout, p, List.of(), initialiser);
    }

    /** Gives a single image, of as many dimensions, a batch of one. */
    private static Sampler batched(int single) {
        return (x, p, seed, stream) -> x.rank() == single
                ? Dropouts.featureDropout(x.unsqueeze(0), p, seed, stream).squeeze(0)
                : Dropouts.featureDropout(x, p, seed, stream);
    }

    @Override
    public Tensor forward(Tensor input) {
        if (!ranks.isEmpty() && !ranks.contains(input.rank())) {
            throw new IllegalArgumentException(
                    name + " expected 2 or 3 dimensions, [n, c, l] or [c, l], got " + input.shape());
        }
        if (!isTraining()) {
            return input;
        }
        long stream = random.next();
        return p == 0 ? input : sampler.apply(input, p, random.seed(), stream);
    }

    @Override
    protected String typeName() {
        return name;
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
