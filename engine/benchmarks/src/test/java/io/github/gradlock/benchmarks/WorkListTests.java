package io.github.gradlock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkListTests {
    private static final Set<String> WORKS = new TreeSet<>(List.of(
            "matmul",
            "matmul_transposed",
            "bmm",
            "add",
            "mul",
            "relu",
            "exp",
            "tanh",
            "gelu",
            "sigmoid",
            "log",
            "sum_all",
            "sum_rows",
            "sum_columns",
            "softmax_rows",
            "softmax_columns",
            "softmax_backward",
            "layer_norm_rows",
            "layer_norm_columns",
            "layer_norm_backward",
            "cross_entropy_backward",
            "conv2d",
            "conv2d_backward",
            "embedding",
            "embedding_backward",
            "mlp_training_step",
            "cnn_training_step",
            "transformer_layer_backward",
            "lstm_backward",
            "small_graph",
            "gradcheck"));

    @Test
    void allWorksAreThereAndTheQuickLookHasMostOfThem() {
        List<Work> all = WorkList.all(Scale.FULL);
        assertEquals(WORKS, names(all));
        Set<String> missing = new TreeSet<>(WORKS);
        missing.removeAll(names(WorkList.chosen(all, true, List.of())));
        assertEquals(Set.of("sum_all", "softmax_columns", "layer_norm_columns"), missing);
    }

    @Test
    void noTwoRowsAreCalledAlike() {
        List<Work> all = WorkList.all(Scale.FULL);
        assertEquals(all.size(), new HashSet<>(all.stream().map(Work::id).toList()).size());
    }

    @Test
    void everythingButGradcheckHasATorchSide() {
        assertEquals(
                Set.of("gradcheck"),
                names(WorkList.all(Scale.FULL).stream()
                        .filter(work -> work.theirs() == null)
                        .toList()));
    }

    static List<Work> tiny() {
        return WorkList.all(Scale.TINY);
    }

    @ParameterizedTest
    @MethodSource("tiny")
    void ourSideGivesTheSameNumbersFromTheSameInputs(Work work) {
        List<double[]> first = results(work);
        List<double[]> second = results(work);
        assertFalse(first.isEmpty());
        for (int i = 0; i < first.size(); i++) {
            assertTrue(Arrays.stream(first.get(i)).allMatch(Double::isFinite));
            assertArrayEquals(first.get(i), second.get(i));
        }
        assertTrue(first.stream().flatMapToDouble(Arrays::stream).anyMatch(element -> element != 0));
    }

    private static List<double[]> results(Work work) {
        try (Side side = work.ours().apply(work.inputs().get())) {
            return side.results();
        }
    }

    private static Set<String> names(List<Work> works) {
        return new TreeSet<>(works.stream().map(Work::name).toList());
    }
}
