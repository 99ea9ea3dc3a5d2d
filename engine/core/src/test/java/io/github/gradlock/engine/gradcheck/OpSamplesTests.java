package io.github.gradlock.engine.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.gradlock.engine.op.NondifferentiableOp;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpListener;
import io.github.gradlock.engine.tensor.DType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpSamplesTests {
    /** Modes of ops that no sample can have, and why; one that a sample has after all does not belong here. */
    private static final Map<String, String> EXEMPT = new TreeMap<>(Map.of(
            "CastOp:to=bool", "a bool has no gradient",
            "CastOp:to=float32",
                    "differences of float32 are rounding; the derivative is the cast back, checked by to.float64",
            "QrOp:mode=R", "has no derivative, as in PyTorch, and says so",
            "ToDeviceOp:", "needs a second device: engine/cuda tests it"));

    @TestFactory
    Stream<DynamicTest> firstDerivativesAgreeWithDifferences() {
        return OpSamples.all().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.name(), () -> Gradcheck.check(sample.function(), sample.inputs(DType.FLOAT64))));
    }

    /** Of every sample: the inputs of kinked ones keep away from the kinks, and between them there are derivatives of any order. */
    @TestFactory
    Stream<DynamicTest> secondDerivativesAgreeWithDifferences() {
        return OpSamples.all().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.name(), () -> Gradcheck.gradgradcheck(sample.function(), sample.inputs(DType.FLOAT64))));
    }

    @TestFactory
    Stream<DynamicTest> forwardModeAgreesWithDifferences() {
        GradcheckOptions options =
                GradcheckOptions.DEFAULT.withCheckForwardAd(true).withCheckBackwardAd(false);
        return OpSamples.all().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.name(),
                        () -> Gradcheck.check(sample.function(), sample.inputs(DType.FLOAT64), options)));
    }

    @TestFactory
    Stream<DynamicTest> bothDtypesCanBeDifferentiated() {
        return OpSamples.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                        OpSample.Result result = sample.differentiate(dtype);
                        assertEquals(sample.specs().size(), result.grads().size());
                        result.grads().forEach(grad -> assertEquals(dtype, grad.dtype()));
                        sample.differentiateTwice(dtype);
                    }
                }));
    }

    /**
     * An op is in the table if a sample executes it or its derivative does, since the derivative is checked in its turn. The rows of a
     * class count one by one, and so does each mode that a record of the class can have: see {@link #modes}.
     */
    @Test
    void everyOpIsInTheTableOrDeclaredNotDifferentiable() throws ReflectiveOperationException {
        Set<String> executed = executed();
        Set<String> missing = new TreeSet<>();
        int classes = 0;
        for (JavaClass found : opClasses()) {
            if (!found.isAssignableTo(NondifferentiableOp.class)) {
                classes++;
                keys(found.reflect()).stream()
                        .filter(key -> !executed.contains(key))
                        .forEach(missing::add);
            }
        }
        assertTrue(classes >= 20, "only " + classes + " op classes were read");
        assertEquals(EXEMPT.keySet(), missing, "ops without a sample");
    }

    private static Set<String> executed() {
        Set<String> executed = new TreeSet<>();
        OpListener.Scope scope = OpListener.listen((op, phase, inputs, outputs) -> {
            executed.add(key(op));
            modes(op).forEach(mode -> executed.add(key(op) + mode));
        });
        try (scope) {
            OpSamples.all().forEach(sample -> sample.differentiate(DType.FLOAT64));
        }
        return executed;
    }

    /** Names the modes of an op: the components of its record that are true or false, or constants of an enum. */
    private static List<String> modes(Op op) {
        List<String> modes = new ArrayList<>();
        for (RecordComponent component : modal(op.getClass())) {
            try {
                component.getAccessor().setAccessible(true);
                modes.add(mode(component, component.getAccessor().invoke(op)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return modes;
    }

    private static List<RecordComponent> modal(Class<?> type) {
        return type.isRecord() && rows(type).isEmpty()
                ? Stream.of(type.getRecordComponents())
                        .filter(component -> component.getType() == boolean.class
                                || component.getType().isEnum())
                        .toList()
                : List.of();
    }

    private static String mode(RecordComponent component, Object value) {
        return component.getName() + "=" + value;
    }

    private static List<JavaClass> opClasses() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.gradlock.engine")
                        .stream()
                        .filter(found -> found.isAssignableTo(Op.class) && !found.isInterface())
                        .toList();
    }

    private static String key(Op op) {
        List<Op> rows = rows(op.getClass());
        assertTrue(
                rows.isEmpty() || rows.contains(op),
                () -> op.name() + " is no constant of " + op.getClass() + ": nobody would miss a sample of it");
        return op.getClass().getSimpleName() + ":"
                + (rows.isEmpty() ? "" : op.name() + (op.attributes().isEmpty() ? "" : op.attributes()));
    }

    private static Collection<String> keys(Class<?> type) {
        List<Op> rows = rows(type);
        if (!rows.isEmpty()) {
            return rows.stream().map(OpSamplesTests::key).toList();
        }
        String key = type.getSimpleName() + ":";
        List<String> keys = new ArrayList<>(List.of(key));
        for (RecordComponent component : modal(type)) {
            Object[] values =
                    component.getType().isEnum() ? component.getType().getEnumConstants() : new Object[] {false, true};
            Stream.of(values).map(value -> key + mode(component, value)).forEach(keys::add);
        }
        return keys;
    }

    /** Returns the constants of its own type that a class declares. */
    private static List<Op> rows(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
                .map(OpSamplesTests::value)
                .toList();
    }

    private static Op value(Field field) {
        try {
            field.setAccessible(true);
            return (Op) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
