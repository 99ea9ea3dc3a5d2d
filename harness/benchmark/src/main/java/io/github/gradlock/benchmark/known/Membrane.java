package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A string on springs under a load, relaxed for some sweeps, and how far it is from where it should be. */
final class Membrane {
    private static final double SPRING = 0.001;
    static final int SWEEPS = 400;

    private Membrane() {}

    /** Records the gradients of {@code Σ (v − target)²} in load and target, both {@code [n]}, where v is about {@code A⁻¹ load}. */
    static void run(Tape tape, Value load, Value target) {
        Value v = tape.apply("linalg_solve", Membrane::relax, load.shape(), load);
        Value error = tape.sub(v, target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dV = tape.map("mul", a -> 2 * a, error);
        Value dLoad = tape.apply("linalg_solve", Membrane::relax, load.shape(), dV);
        tape.gradient("loss", loss);
        tape.gradient("load", dLoad);
        tape.gradient("target", tape.map("neg", a -> -a, dV));
    }

    /** Solves by sweeps over the places (Gauss and Seidel 1874). */
    static double[] relax(Value... in) {
        double[] v = new double[in[0].count()];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweep(in[0], v, 0, v.length);
        }
        return v;
    }

    /** Sets each of some places to what its neighbours and its load ask for. */
    static void sweep(Value load, double[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            double left = i == 0 ? 0 : v[i - 1];
            double right = i == v.length - 1 ? 0 : v[i + 1];
            v[i] = (load.at(i) + left + right) / (2 + SPRING);
        }
    }
}
