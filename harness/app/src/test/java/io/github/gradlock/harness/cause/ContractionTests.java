package io.github.gradlock.harness.cause;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractionTests {
    private static final List<Long> A = List.of(2L, 3L);
    private static final List<Long> B = List.of(4L, 3L);

    @Test
    void goesOverTheIndicesThatTheResultHasNot() {
        Contraction rows = Objects.requireNonNull(Contraction.of("ij, kj -> ik", A, B, List.of(2L, 4L)));
        int[][] places = rows.places(1 * 4 + 2);
        assertArrayEquals(new int[] {3, 4, 5}, places[0]);
        assertArrayEquals(new int[] {6, 7, 8}, places[1]);
        Contraction all = Objects.requireNonNull(Contraction.of("ij,kj->", A, B, List.of()));
        int[][] products = all.places(0);
        assertArrayEquals(
                new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5},
                sorted(products[0]));
    }

    @Test
    void withoutAResultTheIndicesAreThoseThatStandOnce() {
        assertNotNull(Contraction.of("ij,kj", A, B, List.of(2L, 4L)));
        assertNotNull(Contraction.of("kj,ij", A, B, List.of(4L, 2L)), "in the order of the alphabet");
        assertNull(Contraction.of("kj,ij", A, B, List.of(2L, 4L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ij,jk->ik", "ii,kj->ik", "...j,kj->...k", "ij,kj->il", "ij", "ij,kj,k->i", "ij,kj->ii", ""})
    void whatDoesNotFitIsNone(String equation) {
        assertNull(Contraction.of(equation, A, B, List.of(2L, 4L)));
    }

    @Test
    void ofWhatATraceClaimsNoMoreIsMadeThanIsLookedInto() {
        assertNull(Contraction.of("i,j->", List.of(50_000L), List.of(50_000L), List.of()));
        assertNull(Contraction.of("i,i->", List.of(1L << 40), List.of(1L << 40), List.of()));
    }

    private static int[] sorted(int[] numbers) {
        int[] copy = numbers.clone();
        java.util.Arrays.sort(copy);
        return copy;
    }
}
