package io.github.gradlock.recorder.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.gradlock.engine.tensor.Tensors;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Sha256;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.recorder.MemoryRecorder;
import io.github.gradlock.recorder.TracedTensor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TensorAdapterTests {
    private final MemoryRecorder recorder = new MemoryRecorder();

    @Test
    void viewsOfTheEngineAreRecordedRowMajor() {
        recorder.record("t", Tensors.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1));
        recorder.record("same", new double[] {1, 4, 2, 5, 3, 6}, 3, 2);

        assertEquals(info("same").shape(), info("t").shape());
        assertEquals(info("same").sha256(), info("t").sha256());
    }

    @Test
    void everyTypeOfTheEngineIsRecorded() {
        recorder.record("f32", Tensors.of(new float[] {1}, 1));
        recorder.record("i64", Tensors.of(new long[] {1}, 1));
        recorder.record("bool", Tensors.of(new boolean[] {true}, 1));

        assertEquals(ElementType.F32, info("f32").type());
        assertEquals(ElementType.I64, info("i64").type());
        assertEquals(ElementType.BOOL, info("bool").type());
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT,F32",
        "DOUBLE,F64",
        "HALF,F16",
        "BFLOAT16,BF16",
        "LONG,I64",
        "INT,I32",
        "SHORT,I16",
        "BYTE,I8",
        "UBYTE,U8",
        "BOOL,BOOL"
    })
    void arraysOfNd4jAreRecorded(DataType theirs, ElementType ours) {
        ByteBuffer elements = elements(ours);
        DataBuffer buffer = fake(DataBuffer.class, Map.of("asNio", elements));
        INDArray dense = fake(INDArray.class, Map.of("data", buffer));
        INDArray view = fake(
                INDArray.class, Map.of("dataType", theirs, "shape", new long[] {2, 1}, "isEmpty", false, "dup", dense));

        recorder.record("x", view);

        assertEquals(ours, info("x").type());
        assertEquals(List.of(2L, 1L), info("x").shape());
        assertEquals(Sha256.hex(elements), info("x").sha256());
    }

    @Test
    void anEmptyArrayOfNd4jHasNoElements() {
        recorder.record(
                "x",
                fake(INDArray.class, Map.of("dataType", DataType.FLOAT, "shape", new long[] {0, 3}, "isEmpty", true)));

        recorder.record(
                "none",
                fake(INDArray.class, Map.of("dataType", DataType.FLOAT, "shape", new long[0], "isEmpty", true)));

        assertEquals(List.of(0L, 3L), info("x").shape());
        assertEquals(List.of(0L), info("none").shape());
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32,F32",
        "FLOAT64,F64",
        "FLOAT16,F16",
        "BFLOAT16,BF16",
        "INT64,I64",
        "INT32,I32",
        "INT16,I16",
        "INT8,I8",
        "UINT8,U8",
        "BOOLEAN,BOOL"
    })
    void arraysOfDjlAreRecorded(ai.djl.ndarray.types.DataType theirs, ElementType ours) {
        ByteBuffer elements = elements(ours);
        recorder.record(
                "x",
                fake(
                        NDArray.class,
                        Map.of("getDataType", theirs, "getShape", new Shape(2, 1), "toByteBuffer", elements)));

        assertEquals(ours, info("x").type());
        assertEquals(List.of(2L, 1L), info("x").shape());
        assertEquals(Sha256.hex(elements), info("x").sha256());
    }

    @Test
    void refusesElementsThatABundleDoesNotKnow() {
        IllegalArgumentException complex = assertThrows(
                IllegalArgumentException.class,
                () -> recorder.record(
                        "x",
                        fake(
                                NDArray.class,
                                Map.of(
                                        "getDataType",
                                        ai.djl.ndarray.types.DataType.COMPLEX64,
                                        "getShape",
                                        new Shape(1)))));

        assertEquals(
                "elements of type complex64 of a NDArray are not recorded: a bundle knows BOOL, U8, I8, I16, I32, I64,"
                        + " F16, BF16, F32, F64",
                complex.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> recorder.record("x", fake(INDArray.class, Map.of("dataType", DataType.UTF8))));
        assertEquals(0, recorder.tensors().size());
    }

    @Test
    void namesTheClassThatNoAdapterReads() {
        IllegalArgumentException unread =
                assertThrows(IllegalArgumentException.class, () -> recorder.record("x", new StringBuilder("1")));

        assertEquals(
                "no adapter reads a java.lang.StringBuilder; there are adapters for ai.djl.ndarray.NDArray,"
                        + " io.github.gradlock.engine.tensor.Tensor, org.nd4j.linalg.api.ndarray.INDArray: give its"
                        + " elements as an array with a shape, or add a TensorAdapter (java.util.ServiceLoader)",
                unread.getMessage());
    }

    @Test
    void numbersAndArraysWithoutAShapeAreScalars() {
        recorder.record("f64", 0.5);
        recorder.record("f64[]", new double[] {0.5});
        recorder.record("i32", 7);
        recorder.record("bool", true);

        assertEquals(List.of(), info("f64").shape());
        assertEquals(info("f64[]").sha256(), info("f64").sha256());
        assertEquals(ElementType.I32, info("i32").type());
        assertEquals(ElementType.BOOL, info("bool").type());
        assertThrows(IllegalArgumentException.class, () -> recorder.record("two", new double[] {1, 2}));
    }

    @Test
    void bytesOfABigEndianMachineAreTurnedAround() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
        NativeElements.reverse(bytes, 4);
        assertArrayEquals(new byte[] {4, 3, 2, 1, 8, 7, 6, 5}, bytes);
    }

    @Test
    void aTensorIsReadWhenItsElementsAreAskedFor() {
        TracedTensor read = new DjlTensorAdapter()
                .read(fake(
                        NDArray.class,
                        Map.of("getDataType", ai.djl.ndarray.types.DataType.INT8, "getShape", new Shape(1))));

        assertTrue(read.identity() instanceof NDArray);
        assertThrows(IllegalStateException.class, () -> read.elements().get());
    }

    private static ByteBuffer elements(ElementType type) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * type.bytes()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) (i + 1));
        }
        return bytes;
    }

    private TensorInfo info(String name) {
        return Objects.requireNonNull(recorder.tensors().get(name), name);
    }

    /** Answers the methods named, and nothing else. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object answer = answers.get(method.getName());
            if (answer == null) {
                throw new IllegalStateException("not expected: " + method);
            }
            return answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
