package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Squared error of a polynomial, evaluated by Horner's scheme. */
final class Polynomial {
    private Polynomial() {}

    /** Records the gradients of {@code Σ (p(x) − y)²}, {@code x [n], c [k, 1]} from the highest power on, {@code y [n, 1]}. */
    static void run(Tape tape, Value x, Value c, Value y) {
        long[] powers = {x.size(0), c.size(0)};
        Value fitted = tape.apply("polyval", Polynomial::evaluate, y.shape(), c, x);
        Value error = tape.sub(fitted, y);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dFitted = tape.map("mul", a -> 2 * a, error);
        Value vandermonde = tape.apply("vander", in -> powers((int) powers[1], in), powers, x);
        Value dC = tape.matmul(tape.t(vandermonde), dFitted);
        tape.gradient("loss", loss);
        tape.gradient("c", dC);
        tape.gradient("offset", tape.sum(dFitted));
    }

    static double[] evaluate(Value... inputs) {
        double[] result = new double[inputs[1].count()];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < inputs[0].count(); j++) {
                result[i] = result[i] * inputs[1].at(i) + inputs[0].at(j);
            }
        }
        return result;
    }

    private static double[] powers(int count, Value... inputs) {
        double[] result = new double[inputs[0].count() * count];
        for (int i = 0; i < inputs[0].count(); i++) {
            double power = 1;
            for (int j = count - 1; j >= 0; j--) {
                result[i * count + j] = power;
                power *= inputs[0].at(i);
            }
        }
        return result;
    }
}
