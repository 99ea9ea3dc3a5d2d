package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of float32 as one would write them without a contract: four vectors of whatever width are added up, their lanes as the JVM does it, and the parts of
 * threads one after the other. So the bits depend on the CPU, the JDK and the number of threads.
 */
final class FastSums {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int LENGTH = FLOATS.length();
    private static final int WIDTH = 4 * LENGTH;

    /** What is worth a thread of its own. */
    private static final int GRAIN = 16;

    private static final int PIECE = 1027;

    private static final Warmth WARMTH = new Warmth(
            () -> {
                run(new float[PIECE], 0, PIECE);
                columns(new float[PIECE], 0, WIDTH, PIECE / WIDTH, new float[WIDTH], 0);
            },
            20_000);

    private final Workers workers;
    private final Worth worth;

    FastSums(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Sums runs that lie side by side, or beside one another, or returns false and does nothing. */
    boolean sum(Tensor x, Tensor out) {
        if (x.dtype() != DType.FLOAT32 || x.numel() == 0 || worth.isTooSmall(x.numel())) {
            return false;
        }
        Runs all = Runs.of(x, out);
        Nest runs = all.starts();
        int length = all.run().size();
        int down = all.run().step(0);
        boolean beside = runs.step(0) == 1 && runs.step(1) == 1 && runs.rowLength() >= WIDTH;
        if (all.run().rowLength() != length || down != 1 && !beside || worth.waits() && !WARMTH.reached(x.numel())) {
            return false;
        }
        float[] from = HostStorage.floats(x);
        float[] to = HostStorage.floats(out);
        if (down == 1 && runs.size() == 1) {
            runs.forEach(0, 1, (at, first, count) -> to[at[1]] = parts(from, at[0], length));
        } else if (down == 1) {
            workers.split(
                    runs.size(),
                    worth.share(GRAIN) / length + 1,
                    (first, end) -> runs.forEach(first, end, (at, start, count) -> {
                        for (int i = 0; i < count; i++) {
                            to[at[1] + i * runs.step(1)] = run(from, at[0] + i * runs.step(0), length);
                        }
                    }));
        } else {
            besides(runs, from, down, length, to);
        }
        return true;
    }

    /** Sums of columns; the last group of a row overlaps with the one before. */
    private void besides(Nest runs, float[] x, int down, int rows, float[] out) {
        int row = runs.rowLength();
        int groups = (row + WIDTH - 1) / WIDTH;
        workers.split(runs.size() / row * groups, worth.share(GRAIN) / (rows * WIDTH) + 1, (first, end) -> {
            for (int i = first; i < end; i++) {
                int from = i / groups * row + Math.min(i % groups * WIDTH, row - WIDTH);
                runs.forEach(from, from + WIDTH, (at, start, count) -> columns(x, at[0], down, rows, out, at[1]));
            }
        });
    }

    private float parts(float[] x, int origin, int length) {
        int parts = Math.max(1, Math.min(workers.threads(), length / Math.max(1, worth.share(GRAIN))));
        float[] sums = new float[parts];
        workers.split(parts, 1, (first, end) -> {
            for (int part = first; part < end; part++) {
                int from = (int) ((long) length * part / parts);
                int to = (int) ((long) length * (part + 1) / parts);
                sums[part] = run(x, origin + from, to - from);
            }
        });
        float sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }

    private static float run(float[] x, int origin, int length) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int i = 0;
        for (; i <= length - WIDTH; i += WIDTH) {
            int at = origin + i;
            a = a.add(FloatVector.fromArray(FLOATS, x, at));
            b = b.add(FloatVector.fromArray(FLOATS, x, at + LENGTH));
            c = c.add(FloatVector.fromArray(FLOATS, x, at + 2 * LENGTH));
            d = d.add(FloatVector.fromArray(FLOATS, x, at + 3 * LENGTH));
        }
        float sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += x[origin + i];
        }
        return sum;
    }

    /** Sums {@link #WIDTH} columns, in rows. */
    private static void columns(float[] x, int origin, int down, int rows, float[] out, int to) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int row = 0; row < rows; row++) {
            int at = origin + row * down;
            a = a.add(FloatVector.fromArray(FLOATS, x, at));
            b = b.add(FloatVector.fromArray(FLOATS, x, at + LENGTH));
            c = c.add(FloatVector.fromArray(FLOATS, x, at + 2 * LENGTH));
            d = d.add(FloatVector.fromArray(FLOATS, x, at + 3 * LENGTH));
        }
        a.intoArray(out, to);
        b.intoArray(out, to + LENGTH);
        c.intoArray(out, to + 2 * LENGTH);
        d.intoArray(out, to + 3 * LENGTH);
    }
}
