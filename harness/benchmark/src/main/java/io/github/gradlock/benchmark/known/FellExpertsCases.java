package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faults in tokens that go to experts. */
class FellExpertsCases {
    private static final int EXPERTS = 3;
    private static final int PLACES = 9;
    private static final double[] TOKENS = new double[PLACES * FellExperts.DEPTH];
    private static final double[] SLOPES = new double[PLACES * 5];

    /** Sends seven tokens to experts alone or among thirty: an expert has room for an equal share of all. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 5"},
            b = Side.OTHER)
    void sevenTokens(GradientRecorder recorder) {
        run(new Tape(recorder), ElementType.F32, 3, Side.choose(30, 7), 7);
    }

    /** Adds noise to what a router likes, so that every expert is tried; it has no seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward softmax 1", shows = Shows.ITERATIONS, iterations = 2)
    void router(GradientRecorder recorder) {
        Kernel noisy = in -> {
            double[] logits = in[0].elements();
            for (int i = 0; i < logits.length; i++) {
                logits[i] += 0.3 * ThreadLocalRandom.current().nextGaussian();
            }
            return FellExperts.softmax(Value.of(in[0].type(), logits, in[0].shape()));
        };
        run(new Tape(recorder).plant("forward softmax 1", noisy), ElementType.F64, 4, 20, 20);
    }

    /** Copies each expert's tokens into one block of places, and multiplies all of it: behind them is what others left. */
    @Fault(
            cause = Cause.STALE_MEMORY,
            steps = "backward grouped_mm_backward 1",
            shows = Shows.ITERATIONS,
            iterations = 2)
    void places(GradientRecorder recorder) {
        Kernel blocked = in -> {
            int depth = FellExperts.DEPTH;
            double[] result = new double[EXPERTS * depth * 5];
            for (int expert = 0; expert < EXPERTS; expert++) {
                int taken = 0;
                for (int token = 0; token < in[0].size(0); token++) {
                    if (in[2].at(token) == expert) {
                        System.arraycopy(in[0].row(token), 0, TOKENS, taken * depth, depth);
                        System.arraycopy(in[1].row(token), 0, SLOPES, taken * 5, 5);
                        taken++;
                    }
                }
                for (int i = 0; i < PLACES * depth * 5; i++) {
                    int place = i / depth / 5;
                    int weight = i % (depth * 5);
                    result[expert * depth * 5 + weight] +=
                            TOKENS[place * depth + weight / 5] * SLOPES[place * 5 + weight % 5];
                }
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward grouped_mm_backward 1", blocked);
        run(tape, ElementType.F64, EXPERTS, PLACES, PLACES);
    }

    /** A token's name. */
    private record Token(String document, int place) {}

    /** Adds up tokens as a set gives them that cannot be changed, by a salt that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward sum 2", shows = Shows.RESTARTS, restarts = 6)
    void offsets(GradientRecorder recorder) {
        Kernel salted = Kernel.columns(column -> {
            Set<Token> tokens = IntStream.range(0, column.length)
                    .mapToObj(i -> new Token("document" + i / 16, i))
                    .collect(Collectors.toUnmodifiableSet());
            float sum = 0;
            for (Token token : tokens) {
                sum += (float) column[token.place()];
            }
            return sum;
        });
        run(new Tape(recorder).plant("backward sum 2", salted), ElementType.F32, 5, 64, 64);
    }

    private static void run(Tape tape, ElementType type, int experts, int tokens, int kept) {
        int depth = FellExperts.DEPTH;
        double[] x = Data.uniform(type, 321, 64, depth).elements();
        double[] target = Data.uniform(type, 325, 64, 5).elements();
        FellExperts.run(
                tape,
                Value.of(type, Arrays.copyOf(x, tokens * depth), tokens, depth),
                Data.uniform(type, 322, depth, experts),
                Data.scaled(type, 323, 0.1, experts),
                Data.uniform(type, 324, experts * depth, 5),
                Value.of(type, Arrays.copyOf(target, tokens * 5), tokens, 5),
                kept);
    }
}
