package io.github.gradlock.engine.kernel.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.gradcheck.OpSample;
import io.github.gradlock.engine.gradcheck.OpSamples;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.cuda.device.DeviceStorage;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors of a process whose kernels are those of a device; run with {@code -Dgradlock.kernels=cuda-emulated} by an execution of its own. */
class DefaultDeviceTests {
    @BeforeAll
    static void theKernelsAreThoseOfTheDevice() {
        assertEquals("cuda-emulated", Providers.active().provider());
    }

    @Test
    void factoriesMakeTensorsThere() {
        Tensor like = Tensors.of(new float[] {1, 2});
        for (Tensor tensor : List.of(
                like,
                Tensors.of(new boolean[] {true, false}),
                Tensors.of(new double[][][] {{{1, 2}, {3, 4}}}),
                Tensors.scalar(2L),
                Tensors.zeros(3, 2),
                Tensors.ones(DType.FLOAT64, 2),
                Tensors.full(Shape.of(2), 0.5, DType.FLOAT32),
                Tensors.zerosLike(like),
                Tensors.fullLike(like, 3),
                Tensors.arange(5),
                Tensors.arange(0, 1, 0.25),
                Tensors.linspace(0, 1, 5),
                Tensors.eye(3),
                Tensors.rand(new Generator(1), 4),
                like.add(like).exp())) {
            assertInstanceOf(DeviceStorage.class, tensor.storage(), tensor::toString);
            assertEquals("cuda-emulated", tensor.device().name());
        }
        assertArrayEquals(
                new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, Tensors.eye(3).toFloatArray());
        assertArrayEquals(
                new double[] {1, 2, 3, 4},
                Tensors.of(new double[][][] {{{1, 2}, {3, 4}}}).toDoubleArray());
    }

    @Test
    void whatIsLikeATensorIsWhereThatIs() {
        Tensor host = Tensors.of(new float[] {1, 2}).cpu();
        for (Tensor tensor : List.of(
                Tensors.zerosLike(host),
                Tensors.onesLike(host),
                Tensors.fullLike(host, 7),
                host.add(host),
                host.exp(),
                host.sum(),
                host.cumsum(0),
                host.matmul(host))) {
            assertSame(Device.CPU, tensor.device(), tensor::toString);
        }
    }

    @Test
    void aCopyGoesThereAndItsGradientBack() {
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4}, 2, 2).cpu().requiresGrad_();
        Tensor there = x.t().to("cuda-emulated");
        assertEquals("cuda-emulated", there.device().name());
        assertArrayEquals(new double[] {1, 3, 2, 4}, there.toDoubleArray());
        there.mul(there).sum().backward();
        Tensor gradient = Objects.requireNonNull(x.grad());
        assertSame(Device.CPU, gradient.device());
        assertArrayEquals(new double[] {2, 4, 6, 8}, gradient.toDoubleArray());
        assertEquals(
                "tensor([1., 2.], device='cuda-emulated')",
                Tensors.of(new float[] {1, 2}).toString());
        assertSame(x, x.to("cpu"));
        assertSame(there, there.to("cuda-emulated"));
    }

    /** Whatever an op computes with lies beside its inputs, forward and backward: the CPU of such a process is one like any other. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyOpComputesOnTheCpuOfSuchAProcess(OpSample sample) {
        List<Tensor> inputs = sample.inputs(DType.FLOAT64).stream()
                .map(input -> input.detach().cpu().requiresGrad_())
                .toList();
        Tensor output = assertDoesNotThrow(() -> sample.apply(inputs), sample::name);
        assertSame(Device.CPU, output.device());
        assertDoesNotThrow(() -> output.sum().backward(), sample::name);
        for (Tensor input : inputs) {
            Tensor gradient = input.grad();
            assertTrue(gradient == null || gradient.device() == Device.CPU, sample::name);
        }
    }

    static List<OpSample> samples() {
        return OpSamples.all();
    }

    @Test
    void nothingMovesByItself() {
        Tensor here = Tensors.of(new float[] {1, 2}).cpu();
        Tensor there = Tensors.of(new float[] {1, 2});
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> there.add(here));
        assertEquals(
                "Expected all tensors to be on the same device, but found at least two devices, cuda-emulated and cpu!",
                refused.getMessage());
        Tensor loss = here.detach().requiresGrad_().sum();
        IllegalArgumentException foreign =
                assertThrows(IllegalArgumentException.class, () -> loss.backward(Tensors.scalar(1f)));
        assertEquals(
                "Mismatch in device: gradOutputs[0] is on cuda-emulated and outputs[0] is on cpu",
                foreign.getMessage());
        IllegalArgumentException unread = assertThrows(IllegalArgumentException.class, () -> HostStorage.floats(there));
        assertEquals(
                "expected a float32 tensor on the host, got float32 [2] on cuda-emulated; cpu() copies it",
                unread.getMessage());
        IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class, () -> there.to("cuda:1"));
        assertTrue(
                String.valueOf(unknown.getMessage())
                        .startsWith("no device cuda:1 here: there is cpu and cuda-emulated; "),
                unknown::getMessage);
    }
}
