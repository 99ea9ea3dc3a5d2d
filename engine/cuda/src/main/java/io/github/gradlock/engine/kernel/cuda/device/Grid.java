package io.github.gradlock.engine.kernel.cuda.device;

/**
 * Sizes or a place in three dimensions: of blocks in a grid, or of threads in a block.
 *
 * @param x changes fastest
 */
public record Grid(int x, int y, int z) {
    /** In one dimension. */
    public static Grid of(int x) {
        return new Grid(x, 1, 1);
    }

    /** Returns how many there are. */
    public long count() {
        return (long) x * y * z;
    }

    /** Returns the place of a number, counted with x fastest. */
    public Grid place(long number) {
        return new Grid((int) (number % x), (int) (number / x % y), (int) (number / x / y));
    }

    /** Returns the size or place along an axis, {@code x}, {@code y} or {@code z}. */
    public int part(char axis) {
        return axis == 'x' ? x : axis == 'y' ? y : z;
    }

    @Override
    public String toString() {
        return "(" + x + "," + y + "," + z + ")";
    }
}
