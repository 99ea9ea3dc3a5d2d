package io.github.gradlock.benchmark.rare;

import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Independent faults of two values: with probability {@code p} an execution gives the other one.
 *
 * <p>n executions show it with probability {@code 1 − pⁿ − (1 − p)ⁿ}. The lot is the operating system's, without a seed.
 */
@Tag("rare")
public class RareCases {
    /** The probabilities. */
    public static final List<Double> PROBABILITIES = List.of(0.5, 0.2, 0.1, 0.05, 0.02, 0.01);

    /** Cases of each probability. */
    public static final int CASES = 200;

    private static final SecureRandom LOT = new SecureRandom();

    /** Creates the class; JUnit calls it. */
    public RareCases() {}

    /**
     * A fault.
     *
     * @param p probability that an execution gives the other value
     * @param number among those of the same probability
     */
    record Rare(double p, int number) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "rare/%s/%03d", p, number);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void fires(Rare rare, GradientRecorder recorder) {
        run(rare, LOT.nextDouble() < rare.p(), recorder);
    }

    static Stream<Named<Rare>> fires() {
        return PROBABILITIES.stream()
                .flatMap(p -> IntStream.range(0, CASES).mapToObj(number -> new Rare(p, number)))
                .map(rare -> Named.of(rare.toString(), rare));
    }

    /** Records the gradient of {@code sum((x · w)²)}, in which one element of a product is the next number where the fault fires. */
    static void run(Rare rare, boolean isFired, GradientRecorder recorder) {
        Kernel product = Kernel.zip((a, b) -> a * b);
        Kernel next = inputs -> {
            double[] result = product.apply(inputs);
            int place = rare.number() % result.length;
            result[place] = Math.nextUp(result[place]);
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward mul 2", isFired ? next : product);
        Value x = Data.uniform(ElementType.F64, 1_000 + rare.number(), 6);
        Value w = Data.uniform(ElementType.F64, 2_000 + rare.number(), 6);
        Value y = tape.mul(x, w);
        tape.sum(tape.map("square", a -> a * a, y));
        tape.turn();
        Value dY = tape.map("mul", a -> 2 * a, y);
        tape.gradient("w", tape.mul(dY, x));
    }
}
