package io.github.gradlock.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products use one height of tiles on a machine; here each has the chains of the reference. */
class TileTests {
    private static final int DEPTH = 19;
    private static final int FLOATS = Lanes.FLOATS.length();
    private static final int DOUBLES = Lanes.DOUBLES.length();

    private final Random random = new Random(7);

    /** A tile's method. */
    @FunctionalInterface
    private interface Tile<T> {
        /** Adds products, see {@link FloatTile#add}. */
        void add(
                T a,
                int origin,
                int[] rows,
                int row,
                int lastRow,
                int[] columns,
                int column,
                int endColumn,
                T b,
                int panelB,
                int vectors,
                T c,
                int at,
                int[] rowsOut,
                int rowOut,
                boolean first);
    }

    @Test
    void tilesOfFloatsAreChains() {
        floats(FloatTile::add, FloatTile.ROWS);
        floats(FloatLowTile::add, FloatLowTile.ROWS);
    }

    @Test
    void tilesOfDoublesAreChains() {
        doubles(DoubleTile::add, DoubleTile.ROWS);
        doubles(DoubleLowTile::add, DoubleLowTile.ROWS);
    }

    private void floats(Tile<float[]> tile, int height) {
        for (int vectors = 1; vectors <= MatmulBlocks.VECTORS; vectors++) {
            for (int there = 1; there <= height; there++) {
                int width = vectors * FLOATS;
                float[] a = floats(400);
                float[] b = floats(1 + DEPTH * width);
                float[] c = floats(3 + height * (width + 2));
                float[] expected = c.clone();
                int[] rows = random.ints(height + 2, 0, 100).toArray();
                int[] columns = random.ints(DEPTH + 4, 0, 200).toArray();
                int[] rowsOut =
                        IntStream.range(0, height + 1).map(i -> i * (width + 2)).toArray();
                for (boolean first : new boolean[] {true, false}) {
                    tile.add(a, 5, rows, 1, there, columns, 2, 2 + DEPTH, b, 1, vectors, c, 3, rowsOut, 0, first);
                    for (int i = 0; i < there; i++) {
                        for (int j = 0; j < width; j++) {
                            int at = 3 + rowsOut[i] + j;
                            float sum = first ? 0 : expected[at];
                            for (int l = 0; l < DEPTH; l++) {
                                sum = Math.fma(a[5 + rows[1 + i] + columns[2 + l]], b[1 + l * width + j], sum);
                            }
                            expected[at] = sum;
                        }
                    }
                    for (int i = 0; i < c.length; i++) {
                        assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(c[i]));
                    }
                }
            }
        }
    }

    private void doubles(Tile<double[]> tile, int height) {
        for (int vectors = 1; vectors <= MatmulBlocks.VECTORS; vectors++) {
            for (int there = 1; there <= height; there++) {
                int width = vectors * DOUBLES;
                double[] a = random.doubles(400, -1, 1).toArray();
                double[] b = random.doubles(1 + DEPTH * width, -1, 1).toArray();
                double[] c = random.doubles(3 + height * (width + 2), -1, 1).toArray();
                double[] expected = c.clone();
                int[] rows = random.ints(height + 2, 0, 100).toArray();
                int[] columns = random.ints(DEPTH + 4, 0, 200).toArray();
                int[] rowsOut =
                        IntStream.range(0, height + 1).map(i -> i * (width + 2)).toArray();
                for (boolean first : new boolean[] {true, false}) {
                    tile.add(a, 5, rows, 1, there, columns, 2, 2 + DEPTH, b, 1, vectors, c, 3, rowsOut, 0, first);
                    for (int i = 0; i < there; i++) {
                        for (int j = 0; j < width; j++) {
                            int at = 3 + rowsOut[i] + j;
                            double sum = first ? 0 : expected[at];
                            for (int l = 0; l < DEPTH; l++) {
                                sum = Math.fma(a[5 + rows[1 + i] + columns[2 + l]], b[1 + l * width + j], sum);
                            }
                            expected[at] = sum;
                        }
                    }
                    for (int i = 0; i < c.length; i++) {
                        assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(c[i]));
                    }
                }
            }
        }
    }

    private float[] floats(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }
}
