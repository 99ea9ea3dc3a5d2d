package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayoutTests {
    private final Tensor x = Tensors.of(Tensors.arange(24).toLongArray(), 2, 3, 4);

    private long[] read(Layout layout) {
        return x.alias(layout).toLongArray();
    }

    @Test
    void selectsAndNarrows() {
        assertArrayEquals(
                new long[] {12, 13, 14, 15}, read(x.layout().select(0, 1).select(0, 0)));
        assertArrayEquals(
                new long[] {23}, read(x.layout().select(0, -1).select(0, -1).narrow(0, 3, 1)));
        assertArrayEquals(
                new long[] {1, 3}, read(x.layout().select(0, 0).select(0, 0).slice(0, 1, 4, 2, false)));
        assertArrayEquals(
                new long[] {1, 2, 3}, read(x.layout().select(0, 0).select(0, 0).slice(0, 1, 99, 1, true)));
        assertEquals(Shape.of(2, 0, 4), x.layout().narrow(1, 3, 0).shape());
        assertThrows(IndexOutOfBoundsException.class, () -> x.layout().narrow(1, 2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.layout().narrow(1, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThrows(IndexOutOfBoundsException.class, () -> x.layout().select(0, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensors.scalar(1f).layout().select(0, 0));
    }

    @Test
    void permutesFlipsAndInserts() {
        Layout matrix = x.layout().select(0, 0);
        assertArrayEquals(new long[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, read(matrix.transpose(0, -1)));
        assertArrayEquals(new long[] {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, read(matrix.flip(0, 1)));
        assertEquals(Shape.of(4, 2, 3), x.layout().permute(2, 0, 1).shape());
        assertEquals(Shape.of(2, 3, 4, 1), x.layout().unsqueeze(-1).shape());
        assertEquals(x.layout(), x.layout().unsqueeze(1).squeeze(1));
        assertEquals(x.layout(), x.layout().squeeze(1));
        assertThrows(IllegalArgumentException.class, () -> x.layout().permute(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> x.layout().flip(0, -3));
        assertThrows(IndexOutOfBoundsException.class, () -> x.layout().unsqueeze(4));
    }

    @Test
    void expandsWithStridesOfZero() {
        Layout row = x.layout().select(0, 0).narrow(0, 1, 1);
        assertArrayEquals(new long[] {4, 5, 6, 7, 4, 5, 6, 7}, read(row.expand(Shape.of(2, 4))));
        assertArrayEquals(new int[] {0, 0, 1}, row.expand(Shape.of(2, 5, 4)).strides());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> x.layout().expand(Shape.of(2, 5, 4)))
                .getMessage();
        assertEquals("shape mismatch in expand: [2, 3, 4] cannot be expanded to [2, 5, 4]", message);
        assertThrows(IllegalArgumentException.class, () -> x.layout().expand(Shape.of(4)));
    }

    @Test
    void diagonalsAndWindows() {
        Layout matrix = x.layout().select(0, 0);
        assertArrayEquals(new long[] {0, 5, 10}, read(matrix.diagonal(0, 0, 1)));
        assertArrayEquals(new long[] {2, 7}, read(matrix.diagonal(2, 0, 1)));
        assertArrayEquals(new long[] {4, 9}, read(matrix.diagonal(-1, 0, 1)));
        assertEquals(0, matrix.diagonal(5, 0, 1).shape().numel());
        Layout line = matrix.select(0, 0);
        assertArrayEquals(new long[] {0, 1, 1, 2, 2, 3}, read(line.unfold(0, 2, 1, 1)));
        assertArrayEquals(new long[] {0, 2, 1, 3}, read(line.unfold(0, 2, 1, 2)));
        assertThrows(IllegalArgumentException.class, () -> line.unfold(0, 5, 1, 1));
    }

    @Test
    void viewsKeepTheOrderOrSayNo() {
        assertNotNull(x.layout().view(Shape.of(6, 4)));
        assertNull(x.layout().transpose(0, 1).view(Shape.of(24)));
        assertNotNull(x.layout().transpose(0, 1).view(Shape.of(3, 2, 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> x.layout().view(Shape.of(5)));
    }

    @Test
    void everyViewOfARandomLayoutReadsTheSameElements() {
        SplittableRandom random = new SplittableRandom(3);
        int views = 0;
        for (int i = 0; i < 20_000; i++) {
            Tensor base = Tensors.of(Tensors.arange(24).toLongArray(), shapeOf24(random));
            Layout layout = base.layout();
            for (int steps = random.nextInt(4); steps > 0; steps--) {
                layout = change(layout, random);
            }
            if (layout.shape().numel() == 24) {
                Layout view = layout.view(Shape.of(shapeOf24(random)));
                if (view != null) {
                    views++;
                    assertArrayEquals(
                            base.alias(layout).toLongArray(), base.alias(view).toLongArray(), layout::toString);
                }
            }
        }
        assertEquals(true, views > 1000, () -> "too few views to mean anything");
    }

    private static Layout change(Layout layout, SplittableRandom random) {
        int rank = layout.shape().rank();
        return switch (random.nextInt(3)) {
            case 0 -> layout.transpose(random.nextInt(rank), random.nextInt(rank));
            case 1 -> layout.unsqueeze(random.nextInt(rank + 1));
            default -> layout.flip(random.nextInt(rank));
        };
    }

    private static int[] shapeOf24(SplittableRandom random) {
        int[][] shapes = {{24}, {2, 12}, {2, 3, 4}, {6, 4}, {1, 24}, {3, 1, 8}, {2, 2, 2, 3}, {4, 6, 1}, {1, 3, 1, 8, 1}
        };
        return shapes[random.nextInt(shapes.length)];
    }
}
