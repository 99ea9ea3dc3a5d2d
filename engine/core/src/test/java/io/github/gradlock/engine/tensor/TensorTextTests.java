package io.github.gradlock.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.op.Joins;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected texts are those that PyTorch prints for the same tensors, but for {@code torch.} before a dtype. */
class TensorTextTests {
    @Test
    void wholeNumbersHaveADotAlone() {
        assertText("tensor(1.)", Tensors.scalar(1f));
        assertText("tensor([[1., 2.],\n        [3., nan]])", Tensors.of(new float[] {1, 2, 3, Float.NaN}, 2, 2));
        assertText("tensor([1., -inf], dtype=float64)", Tensors.of(new double[] {1, Double.NEGATIVE_INFINITY}));
        assertText("tensor([-0., 0.])", Tensors.of(new float[] {-0f, 0f}));
    }

    @Test
    void fractionsHaveFourDecimalsInColumns() {
        assertText(
                "tensor([[ 0.1000, -2.5000],\n        [10.0000,  0.0000]])",
                Tensors.of(new float[] {0.1f, -2.5f, 10, 0}, 2, 2));
        assertText("tensor([0.1250, 0.0625])", Tensors.of(new float[] {0.125f, 0.0625f}));
        assertText("tensor(0.3333, dtype=float64)", Tensors.scalar(1 / 3.0));
    }

    /** 0.03125 lies in the middle between 0.0312 and 0.0313. */
    @Test
    void tiesGoToTheEvenDigit() {
        assertText("tensor([0.0312, 0.0938])", Tensors.of(new float[] {0.03125f, 0.09375f}));
    }

    @Test
    void aWideRangeIsWrittenWithExponents() {
        assertText("tensor([1.0000e-05, 1.0000e+00])", Tensors.of(new float[] {1e-5f, 1}));
        assertText("tensor([1.0000e+00, 1.2346e+09])", Tensors.of(new float[] {1, 1.23456789e9f}));
        assertText("tensor([0.0000e+00, 9.9999e-05])", Tensors.of(new float[] {0, 9.9999e-5f}));
        assertText("tensor([1.0000e-300], dtype=float64)", Tensors.of(new double[] {1e-300}));
    }

    @Test
    void integersAndBooleansAreAligned() {
        assertText("tensor([ True, False])", Tensors.of(new boolean[] {true, false}));
        assertText("tensor([  1, -20])", Tensors.of(new long[] {1, -20}));
    }

    @Test
    void emptyTensorsTellTheirShape() {
        assertText("tensor([])", Tensors.zeros(DType.FLOAT32, 0));
        assertText("tensor([], size=(0, 2), dtype=int64)", Tensors.zeros(DType.INT64, 0, 2));
    }

    @Test
    void longLinesAreBrokenAndManyElementsLeftOut() {
        assertText(
                "tensor([  0,   1,   2,   3,   4,   5,   6,   7,   8,   9,  10,  11,  12,  13,\n"
                        + "         14,  15,  16, 100])",
                Joins.cat(List.of(Tensors.arange(17), Tensors.of(new long[] {100})), 0));
        assertText("tensor([   0,    1,    2,  ..., 1998, 1999, 2000])", Tensors.arange(2001));
        assertText("""
                tensor([[   0,    1,    2,  ...,   37,   38,   39],
                        [  40,   41,   42,  ...,   77,   78,   79],
                        [  80,   81,   82,  ...,  117,  118,  119],
                        ...,
                        [1480, 1481, 1482,  ..., 1517, 1518, 1519],
                        [1520, 1521, 1522,  ..., 1557, 1558, 1559],
                        [1560, 1561, 1562,  ..., 1597, 1598, 1599]])""", Tensors.arange(1600).reshape(40, 40));
    }

    @Test
    void innerMatricesAreSetApart() {
        assertText("""
                tensor([[[0, 1],
                         [2, 3]],

                        [[4, 5],
                         [6, 7]]])""", Tensors.arange(8).reshape(2, 2, 2));
    }

    @Test
    void theGraphIsTold() {
        Tensor x = Tensors.of(new float[] {1, 2}).requiresGrad_();
        assertText("tensor([1., 2.], requires_grad=True)", x);
        assertText("tensor([1., 4.], grad_fn=<MulBackward>)", x.mul(x));
    }

    private static void assertText(String expected, Tensor tensor) {
        assertEquals(expected, tensor.toString());
    }
}
