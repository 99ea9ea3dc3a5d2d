package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input as an operation sees it that works element by element: repeated along the dimensions that it lacks, as NumPy's rules say.
 *
 * @param values of the input
 * @param places for each element of the output, where its element of the input stands
 */
record Broadcast(Values values, int[] places) {
    /** Returns an input in the shape of an output, null if it does not fit. */
    static @Nullable Broadcast to(List<Long> output, Values input) {
        int[] strides = new int[output.size()];
        int stride = 1;
        for (int i = 1; i <= input.shape().size(); i++) {
            long size = input.shape().get(input.shape().size() - i);
            if (i > output.size()) {
                if (size != 1) {
                    return null;
                }
                continue;
            }
            int axis = output.size() - i;
            if (size != 1 && size != output.get(axis)) {
                return null;
            }
            strides[axis] = size == 1 ? 0 : stride;
            stride *= Math.toIntExact(size);
        }
        int count = Math.toIntExact(output.stream().reduce(1L, (a, b) -> a * b));
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            for (int axis = output.size() - 1; axis >= 0; axis--) {
                int size = Math.toIntExact(output.get(axis));
                places[i] += rest % size * strides[axis];
                rest /= size;
            }
        }
        return new Broadcast(input, places);
    }

    /** As {@link #to}, and of a shape that is the beginning of the output's: a number for each row. */
    static @Nullable Broadcast loosely(List<Long> output, Values input) {
        Broadcast usual = to(output, input);
        if (usual != null || input.shape().size() >= output.size()) {
            return usual;
        }
        List<Long> padded = new ArrayList<>(input.shape());
        while (padded.size() < output.size()) {
            padded.add(1L);
        }
        return to(output, new Values(input.type(), padded, input.bits(), input.numbers()));
    }

    double at(int index) {
        return values.numbers()[places[index]];
    }
}
