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
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Faults in triangles between vertices. */
class FellMeshCases {
    /** Subtracts a product from another, which a compiler makes one operation of. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_cross 1", b = Side.OTHER)
    void flatFaces(GradientRecorder recorder) {
        Kernel cross = in -> {
            double[] result = new double[in[0].count()];
            for (int i = 0; i < result.length; i++) {
                int next = i / 3 * 3 + (i + 1) % 3;
                int last = i / 3 * 3 + (i + 2) % 3;
                double taken = in[0].at(last) * in[1].at(next);
                result[i] = Side.isOther()
                        ? Math.fma(in[0].at(next), in[1].at(last), -taken)
                        : in[0].at(next) * in[1].at(last) - taken;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward linalg_cross 1", cross), ElementType.F64, 30, places(56));
    }

    /** Takes faces as they were made, or by their first corner, so that a cache has more of them. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 3", "forward input 4", "forward input 5"},
            b = Side.OTHER)
    void strips(GradientRecorder recorder) {
        Value first = Data.indices(312, 14, 120);
        int[] byCorner = IntStream.range(0, 120)
                .boxed()
                .sorted(Comparator.comparing(first::at))
                .mapToInt(i -> i)
                .toArray();
        run(new Tape(recorder), ElementType.F64, 14, Side.choose(places(120), byCorner));
    }

    /** Adds to what was read before all faces were: of those that share a corner, the last one stays. */
    @Fault(cause = Cause.BUG, steps = "backward index_add 2", b = Side.OTHER)
    void sharedCorners(GradientRecorder recorder) {
        Kernel last = in -> {
            double[] sums = new double[20 * 3];
            for (int i = 0; i < in[0].count(); i++) {
                int place = (int) in[1].at(i / 3) * 3 + i % 3;
                sums[place] = Side.isOther() ? in[0].at(i) : sums[place] + in[0].at(i);
            }
            return sums;
        };
        run(new Tape(recorder).plant("backward index_add 2", last), ElementType.F32, 20, places(44));
    }

    /** A corner of a face, which is told from others by being another object. */
    private static final class Corner {
        final int vertex;

        Corner(int vertex) {
            this.vertex = vertex;
        }
    }

    /** Adds what faces pull at their corners as a {@link HashMap} of corners gives them. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward index_add 3", shows = Shows.ITERATIONS, iterations = 5)
    void pulledCorners(GradientRecorder recorder) {
        Kernel collected = in -> {
            Map<Corner, double[]> pulls = new HashMap<>();
            for (int face = 0; face < in[1].count(); face++) {
                pulls.put(new Corner((int) in[1].at(face)), in[0].row(face));
            }
            float[] sums = new float[12 * 3];
            pulls.forEach((corner, pull) -> {
                for (int i = 0; i < 3; i++) {
                    sums[corner.vertex * 3 + i] += (float) pull[i];
                }
            });
            return IntStream.range(0, sums.length).mapToDouble(i -> sums[i]).toArray();
        };
        run(new Tape(recorder).plant("backward index_add 3", collected), ElementType.F32, 12, places(140));
    }

    private static int[] places(int faces) {
        return IntStream.range(0, faces).toArray();
    }

    private static void run(Tape tape, ElementType type, int vertices, int... places) {
        Value first = Data.indices(312, vertices, places.length);
        Value target = Data.uniform(type, 315, places.length);
        double[] second = Data.indices(313, vertices / 2 - 1, places.length).elements();
        double[] third = Data.indices(314, vertices / 2 - 1, places.length).elements();
        for (int i = 0; i < places.length; i++) {
            // No face has a corner twice.
            second[i] = (first.at(i) + 1 + second[i]) % vertices;
            third[i] = (first.at(i) + vertices / 2 + third[i]) % vertices;
        }
        FellMesh.run(
                tape,
                Data.scaled(type, 311, 2, vertices, 3),
                placed(first, places),
                placed(Value.of(ElementType.I64, second, places.length), places),
                placed(Value.of(ElementType.I64, third, places.length), places),
                placed(target, places));
    }

    private static Value placed(Value x, int... places) {
        return Value.of(x.type(), Arrays.stream(places).mapToDouble(x::at).toArray(), places.length);
    }
}
