package io.github.gradlock.engine.kernel.vector;

/** Memory of one thread for products of float32 matrices, kept from call to call. */
final class FloatScratch {
    /** One tile, for the edges of a result. */
    final float[] tile = new float[MatmulBlocks.ROWS * FloatProduct.COLUMNS];

    private float[] left = {};
    private float[] right = {};
    private float[] result = {};

    /** Returns room for so many packed elements of a left matrix. */
    float[] left(int size) {
        if (left.length < size) {
            left = new float[size];
        }
        return left;
    }

    /** Returns room for so many packed elements of a right matrix. */
    float[] right(int size) {
        if (right.length < size) {
            right = new float[size];
        }
        return right;
    }

    /** Returns room for so many elements of a result. */
    float[] result(int size) {
        if (result.length < size) {
            result = new float[size];
        }
        return result;
    }
}
