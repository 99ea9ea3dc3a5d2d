package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftmaxTests {
    @Test
    void gradientIsTheSlopeOfTheSumOfSquares() {
        double[] x = {0.5, -1.25, 2, 0};
        double[] gradient = Softmax.gradient(x, StrictMath::exp);
        double step = 1e-5;
        for (int i = 0; i < x.length; i++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += step;
            below[i] -= step;
            double slope = (sumOfSquares(above) - sumOfSquares(below)) / (2 * step);
            assertEquals(slope, gradient[i], 1e-9, "element " + i);
        }
    }

    private static double sumOfSquares(double[] x) {
        double total = 0;
        double squares = 0;
        for (double element : x) {
            total += StrictMath.exp(element);
            squares += StrictMath.exp(2 * element);
        }
        return squares / (total * total);
    }
}
