package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;

/** Reading and writing at indices along one axis. What meets in one element comes in ascending order of the source (rule 7). */
final class IndexKernels {
    private static final int GRAIN = 1 << 13;

    private final Workers workers;

    IndexKernels(Workers workers) {
        this.workers = workers;
    }

    void gather(Tensor x, int axis, Tensor index, Tensor out) {
        int along = x.shape().axis(axis);
        checkRanks("gather", x, index, out);
        Nest nest = Nest.of(index.layout(), lines("gather", x, along, index), out.layout());
        long[] indices = HostStorage.longs(index);
        int size = x.rank() == 0 ? 1 : x.size(along);
        int stride = x.rank() == 0 ? 0 : x.stride(along);
        Move move =
                switch (x.dtype()) {
                    case FLOAT32 -> {
                        float[] from = HostStorage.floats(x);
                        float[] to = HostStorage.floats(out);
                        yield (ix, io) -> to[io] = from[ix];
                    }
                    case FLOAT64 -> {
                        double[] from = HostStorage.doubles(x);
                        double[] to = HostStorage.doubles(out);
                        yield (ix, io) -> to[io] = from[ix];
                    }
                    case INT64 -> {
                        long[] from = HostStorage.longs(x);
                        long[] to = HostStorage.longs(out);
                        yield (ix, io) -> to[io] = from[ix];
                    }
                    case BOOL -> {
                        byte[] from = HostStorage.bools(x);
                        byte[] to = HostStorage.bools(out);
                        yield (ix, io) -> to[io] = from[ix];
                    }
                };
        // One index for a whole row, as in a look-up of embeddings.
        boolean whole = nest.step(0) == 0 && nest.step(1) == 1 && nest.step(2) == 1;
        Object source = array(x);
        Object target = array(out);
        workers.split(
                nest.size(),
                GRAIN,
                (from, to) -> nest.forEach(from, to, (at, first, count) -> {
                    if (whole) {
                        int chosen = inRange("gather", indices[at[0]], size, along);
                        System.arraycopy(source, at[1] + chosen * stride, target, at[2], count);
                        return;
                    }
                    for (int i = 0; i < count; i++) {
                        int chosen = inRange("gather", indices[at[0] + i * nest.step(0)], size, along);
                        move.run(at[1] + i * nest.step(1) + chosen * stride, at[2] + i * nest.step(2));
                    }
                }));
    }

    void scatter(ScatterFunction function, Tensor x, int axis, Tensor index, Tensor out) {
        int along = out.shape().axis(axis);
        checkRanks("scatter", out, index, x);
        int shared = sharedAxis(index, along);
        if (shared < 0) {
            scatterInOrder(function, x, along, index, out);
            return;
        }
        // Elements that differ in another axis never meet, so threads share that axis out and keep the order of each
        // element.
        int size = index.size(shared);
        int grain = GRAIN / Math.max(index.numel() / Math.max(size, 1), 1) + 1;
        workers.split(
                size,
                grain,
                (from, to) -> scatterInOrder(
                        function,
                        x.alias(x.layout().narrow(shared, from, to - from)),
                        along,
                        index.alias(index.layout().narrow(shared, from, to - from)),
                        out.alias(out.layout().narrow(shared, from, to - from))));
    }

    /** Returns the longest axis that is not the indexed one, or -1 if there is none. */
    private static int sharedAxis(Tensor index, int along) {
        int longest = -1;
        for (int i = 0; i < index.rank(); i++) {
            if (i != along && (longest < 0 || index.size(i) > index.size(longest))) {
                longest = i;
            }
        }
        return longest;
    }

    private static void scatterInOrder(ScatterFunction function, Tensor x, int along, Tensor index, Tensor out) {
        Nest nest = Nest.of(index.layout(), x.layout(), lines("scatter", out, along, index));
        long[] indices = HostStorage.longs(index);
        int size = out.rank() == 0 ? 1 : out.size(along);
        int stride = out.rank() == 0 ? 0 : out.stride(along);
        Move move =
                switch (x.dtype()) {
                    case FLOAT32 -> floats(function, HostStorage.floats(x), HostStorage.floats(out));
                    case FLOAT64 -> doubles(function, HostStorage.doubles(x), HostStorage.doubles(out));
                    case INT64 -> longs(function, HostStorage.longs(x), HostStorage.longs(out));
                    case BOOL -> bools(function, HostStorage.bools(x), HostStorage.bools(out));
                };
        boolean whole = nest.step(0) == 0 && nest.step(1) == 1 && nest.step(2) == 1;
        nest.forEach(0, nest.size(), (at, first, count) -> {
            if (whole && function == ScatterFunction.ADD && x.dtype() == DType.FLOAT32) {
                int chosen = inRange("scatter", indices[at[0]], size, along);
                addRow(HostStorage.floats(x), at[1], HostStorage.floats(out), at[2] + chosen * stride, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                int chosen = inRange("scatter", indices[at[0] + i * nest.step(0)], size, along);
                move.run(at[1] + i * nest.step(1), at[2] + i * nest.step(2) + chosen * stride);
            }
        });
    }

    /** Adds a row whose elements all go to one row, which is how embeddings get their gradients. */
    private static void addRow(float[] from, int ix, float[] to, int io, int count) {
        for (int i = 0; i < count; i++) {
            to[io + i] += from[ix + i];
        }
    }

    private static Object array(Tensor x) {
        return switch (x.dtype()) {
            case FLOAT32 -> HostStorage.floats(x);
            case FLOAT64 -> HostStorage.doubles(x);
            case INT64 -> HostStorage.longs(x);
            case BOOL -> HostStorage.bools(x);
        };
    }

    private static Move floats(ScatterFunction function, float[] from, float[] to) {
        return switch (function) {
            case SET -> (ix, io) -> to[io] = from[ix];
            case ADD -> (ix, io) -> to[io] += from[ix];
            case MUL -> (ix, io) -> to[io] *= from[ix];
            case MAX -> (ix, io) -> to[io] = Math.max(to[io], from[ix]);
            case MIN -> (ix, io) -> to[io] = Math.min(to[io], from[ix]);
        };
    }

    private static Move doubles(ScatterFunction function, double[] from, double[] to) {
        return switch (function) {
            case SET -> (ix, io) -> to[io] = from[ix];
            case ADD -> (ix, io) -> to[io] += from[ix];
            case MUL -> (ix, io) -> to[io] *= from[ix];
            case MAX -> (ix, io) -> to[io] = Math.max(to[io], from[ix]);
            case MIN -> (ix, io) -> to[io] = Math.min(to[io], from[ix]);
        };
    }

    private static Move longs(ScatterFunction function, long[] from, long[] to) {
        return switch (function) {
            case SET -> (ix, io) -> to[io] = from[ix];
            case ADD -> (ix, io) -> to[io] += from[ix];
            case MUL -> (ix, io) -> to[io] *= from[ix];
            case MAX -> (ix, io) -> to[io] = Math.max(to[io], from[ix]);
            case MIN -> (ix, io) -> to[io] = Math.min(to[io], from[ix]);
        };
    }

    private static Move bools(ScatterFunction function, byte[] from, byte[] to) {
        if (function != ScatterFunction.SET) {
            throw new IllegalArgumentException("a scatter by " + function + " is not defined for bool");
        }
        return (ix, io) -> to[io] = from[ix];
    }

    /** Handles the element at one storage index of the source and one of the destination. */
    private interface Move {
        void run(int from, int to);
    }

    private static void checkRanks(String op, Tensor indexed, Tensor index, Tensor other) {
        if (indexed.rank() != index.rank() || !index.shape().equals(other.shape())) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": indexed " + indexed.shape() + ", index "
                    + index.shape() + ", values " + other.shape());
        }
    }

    /** Returns the layout of the element with index 0 on the line that each element of {@code index} points into. */
    private static Layout lines(String op, Tensor indexed, int along, Tensor index) {
        int[] strides = indexed.strides();
        for (int i = 0; i < strides.length; i++) {
            if (i == along) {
                strides[i] = 0;
            } else if (index.size(i) > indexed.size(i)) {
                throw new IllegalArgumentException("shape mismatch in " + op + ": index " + index.shape() + " exceeds "
                        + indexed.shape() + " in dimension " + i);
            }
        }
        return new Layout(index.shape(), strides, indexed.offset());
    }

    private static int inRange(String op, long index, int size, int axis) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "index out of range in " + op + ": " + index + " along dimension " + axis + " of size " + size);
        }
        return (int) index;
    }
}
