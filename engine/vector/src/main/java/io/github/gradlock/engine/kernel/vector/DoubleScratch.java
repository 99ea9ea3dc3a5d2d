package io.github.gradlock.engine.kernel.vector;

/** Memory of one thread for products of float64 matrices, kept from call to call. */
final class DoubleScratch {
    /** One tile, for the edges of a result. */
    final double[] tile = new double[MatmulBlocks.ROWS * DoubleProduct.COLUMNS];

    private double[] left = {};
    private double[] right = {};
    private double[] result = {};

    /** Returns room for so many packed elements of a left matrix. */
    double[] left(int size) {
        if (left.length < size) {
            left = new double[size];
        }
        return left;
    }

    /** Returns room for so many packed elements of a right matrix. */
    double[] right(int size) {
        if (right.length < size) {
            right = new double[size];
        }
        return right;
    }

    /** Returns room for so many elements of a result. */
    double[] result(int size) {
        if (result.length < size) {
            result = new double[size];
        }
        return result;
    }
}
