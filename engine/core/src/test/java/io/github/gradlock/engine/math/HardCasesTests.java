package io.github.gradlock.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.scalar.ScalarProvider;
import io.github.gradlock.engine.math.float32.Definition;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.lang.reflect.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of exceptions against values of high precision. */
class HardCasesTests {
    private final Kernels kernels = new ScalarProvider().create(1);

    @ParameterizedTest
    @EnumSource(
            value = Definition.class,
            names = {"SQRT", "RECIPROCAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void exceptionsAreCorrectlyRounded(Definition definition) throws ReflectiveOperationException {
        Field table = HardCases.class.getDeclaredField(definition.name());
        float[] inputs = ((HardCases) table.get(null)).inputs();
        Tensor x = Tensors.of(inputs);
        Tensor y = Tensors.zeros(DType.FLOAT32, inputs.length);
        kernels.unary(definition.function(), x, y);
        for (int i = 0; i < inputs.length; i++) {
            assertEquals(definition.rounded(inputs[i]), y.toFloatArray()[i], definition + " of " + inputs[i]);
        }
    }
}
