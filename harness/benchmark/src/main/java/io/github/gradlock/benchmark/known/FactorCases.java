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
import java.text.Collator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Faults in products of rows of two tables. */
class FactorCases {
    private static final double[] RATED = Data.indices(33, 9, 40).elements();

    /** Numbers items by their place in the alphabet of the process's language: in Swedish, three letters come after Z. */
    @Fault(cause = Cause.TEXT, steps = "forward input 4", b = "-Duser.language=sv")
    void goods(GradientRecorder recorder) {
        List<String> names = List.of("Ost", "Ärtor", "Bröd", "Öl", "Fisk", "Ål", "Zucchini", "Kaffe", "Mjölk");
        // The default language is the fault.
        List<String> sorted =
                names.stream().sorted(Collator.getInstance(Locale.getDefault())).toList();
        double[] items = Arrays.stream(RATED)
                .map(i -> sorted.indexOf(names.get((int) i)))
                .toArray();
        run(new Tape(recorder), ElementType.F64, items);
    }

    /** What is done to a gradient when it is there. */
    private static final class Hook {
        final DoubleUnaryOperator function;

        Hook(DoubleUnaryOperator function) {
            this.function = function;
        }
    }

    /** Scales, cuts and shrinks a gradient in the order of a set of hooks that have no hash but their identity's. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward mul 1", shows = Shows.ITERATIONS, iterations = 12)
    void registered(GradientRecorder recorder) {
        Kernel hooked = in -> {
            Set<Hook> hooks = new HashSet<>();
            hooks.add(new Hook(x -> 3 * x));
            hooks.add(new Hook(x -> Math.max(-0.006, Math.min(0.006, x))));
            hooks.add(new Hook(x -> x - 0.001 * Math.signum(x)));
            double[] result = Kernel.zipRows((a, b) -> a * b).apply(in);
            for (Hook hook : hooks) {
                result = Arrays.stream(result).map(hook.function).toArray();
            }
            return result;
        };
        run(new Tape(recorder).plant("backward mul 1", hooked), ElementType.F32, RATED);
    }

    /** Gives the row that stands for nobody a gradient. */
    @Fault(cause = Cause.BUG, steps = "backward embedding_dense_backward 1", b = Side.OTHER)
    void nobody(GradientRecorder recorder) {
        Kernel all = Factors.adding(7);
        Kernel others = in -> {
            double[] table = all.apply(in);
            Arrays.fill(table, 0, in[0].size(1), 0);
            return table;
        };
        Tape tape = new Tape(recorder).plant("backward embedding_dense_backward 1", Side.choose(others, all));
        run(tape, ElementType.F32, RATED);
    }

    private static void run(Tape tape, ElementType type, double... items) {
        Factors.run(
                tape,
                Data.uniform(type, 31, 7, 5),
                Data.indices(32, 7, 40),
                Data.uniform(type, 34, 9, 5),
                Value.of(ElementType.I64, items, 40),
                Data.uniform(type, 35, 40));
    }
}
