package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * A tensor of any rank that is seen as a matrix, as the windows of an image are: its first axes, in row-major order, are the rows, the others the columns.
 *
 * @param tensor the elements
 * @param rowAxes how many axes are the rows
 */
public record FoldedMatrix(Tensor tensor, int rowAxes) {
    /** Returns the number of rows. */
    public int rows() {
        return count(0, rowAxes);
    }

    /** Returns the number of columns. */
    public int columns() {
        return count(rowAxes, tensor.rank());
    }

    private int count(int firstAxis, int endAxis) {
        return Arrays.stream(tensor.shape().sizes(), firstAxis, endAxis).reduce(1, (a, b) -> a * b);
    }

    /** Returns where its elements lie, from the first one. */
    public MatrixPlaces places() {
        Layout layout = tensor.layout();
        int[] sizes = layout.shape().sizes();
        int[] strides = layout.strides();
        return new MatrixPlaces(
                MatrixPlaces.offsets(sizes, strides, 0, rowAxes),
                MatrixPlaces.offsets(sizes, strides, rowAxes, sizes.length));
    }

    /** Returns the transposed matrix, an alias. */
    public FoldedMatrix transpose() {
        int rank = tensor.rank();
        int columnAxes = rank - rowAxes;
        int[] order = new int[rank];
        Arrays.setAll(order, i -> i < columnAxes ? rowAxes + i : i - columnAxes);
        return new FoldedMatrix(tensor.alias(tensor.layout().permute(order)), columnAxes);
    }

    @Override
    public String toString() {
        boolean plain = tensor.rank() == 2 && rowAxes == 1;
        return tensor.shape() + (plain ? "" : " as [" + rows() + ", " + columns() + "]");
    }
}
