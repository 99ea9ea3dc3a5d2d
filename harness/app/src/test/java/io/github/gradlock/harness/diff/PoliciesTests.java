package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTests {
    @Test
    void isBitwiseUnlessARuleMatches() {
        Policies policies = Policies.parse(List.of("softmax*=ulp:4", "softmax.last=bitwise"));
        assertEquals(Policy.BITWISE, policies.of("exp"));
        assertEquals(new Policy.Ulp(4), policies.of("softmax.grad"));
        assertEquals(Policy.BITWISE, policies.of("softmax.last"));
    }

    @Test
    void readsRulesWithAndWithoutPattern() {
        assertEquals(new Policy.Ulp(1), Policies.parse(List.of("ulp:1")).of("any"));
        assertEquals(
                new Policy.Tolerance(1e-6, 0),
                Policies.parse(List.of("*=tolerance:rtol=1e-6,atol=0")).of("any"));
        assertEquals(
                new Policy.Tolerance(0, 0.5),
                Policies.parse(List.of("tolerance:atol=0.5")).of("any"));
        assertEquals(new Policy.Ulp(2), Policies.parse(List.of("op[a=1]=ulp:2")).of("op[a=1]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ulp:-1",
                "ulp:x",
                "ulp:",
                "ulp:1.5",
                "tolerance:rtol=NaN",
                "tolerance:rtol=-1e-6",
                "tolerance:rtol=Infinity",
                "tolerance:rtol=1,rtol=2",
                "tolerance:",
                "tolerance:1e-6",
                "exp=close",
                ""
            })
    void refusesWhatIsMalformed(String text) {
        GradlockException problem = assertThrows(GradlockException.class, () -> Policies.parse(List.of(text)));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(problem.hint().contains("tolerance:rtol=X,atol=Y"));
    }

    @Test
    void patternsMatchWholeNamesAndNothingIsSpecialButStarAndQuestionMark() {
        assertTrue(new CasePattern("conv?d.*").matches("conv2d.grad"));
        assertFalse(new CasePattern("conv").matches("conv2d"));
        assertTrue(new CasePattern("a[float32].(x)").matches("a[float32].(x)"));
        assertFalse(new CasePattern("a.c").matches("abc"));
    }

    @Test
    void bitwiseAllowsNaNOfAnyPayloadAndNoOtherSignOfZero() {
        assertTrue(Policy.BITWISE.allows(bits(0x7fc00000), bits(0x7fc00001)));
        assertFalse(Policy.BITWISE.allows(f32(0f), f32(-0f)));
    }

    @Test
    void ulpAllowsADistanceOnTheGrid() {
        Policy two = new Policy.Ulp(2);
        assertTrue(two.allows(bits(0x3f800000), bits(0x3f800002)));
        assertFalse(two.allows(bits(0x3f800000), bits(0x3f800003)));
        assertTrue(new Policy.Ulp(0).allows(f32(0f), f32(-0f)));
        assertTrue(two.allows(f32(Float.NaN), f32(Float.NaN)));
        assertFalse(two.allows(f32(Float.NaN), f32(1)));
        assertFalse(two.allows(f32(Float.MAX_VALUE), f32(Float.POSITIVE_INFINITY)));
        assertTrue(two.allows(f32(Float.POSITIVE_INFINITY), f32(Float.POSITIVE_INFINITY)));
        assertFalse(two.allows(new Scalar(ElementType.I32, 1), new Scalar(ElementType.I32, 2)));
    }

    @Test
    void toleranceFollowsItsFormulaAtTheEdge() {
        Policy tolerance = new Policy.Tolerance(0.25, 1);
        assertTrue(tolerance.allows(f32(8), f32(5)));
        assertFalse(tolerance.allows(f32(8), f32(Math.nextDown(5f))));
        assertTrue(tolerance.allows(f32(Float.NaN), f32(Float.NaN)));
        assertFalse(tolerance.allows(f32(Float.NaN), f32(0)));
        assertFalse(tolerance.allows(f32(Float.POSITIVE_INFINITY), f32(Float.NEGATIVE_INFINITY)));
        assertFalse(tolerance.allows(f32(Float.POSITIVE_INFINITY), f32(Float.MAX_VALUE)));
        assertTrue(new Policy.Tolerance(0, 0).allows(f32(0f), f32(-0f)));
        assertTrue(new Policy.Tolerance(0, 2).allows(new Scalar(ElementType.I32, 5), new Scalar(ElementType.I32, 7)));
    }

    @Test
    void toleranceHoldsWhereTheDifferenceOverflows() {
        Scalar greatest = new Scalar(ElementType.F64, Double.doubleToRawLongBits(Double.MAX_VALUE));
        Scalar least = new Scalar(ElementType.F64, Double.doubleToRawLongBits(-Double.MAX_VALUE));
        assertTrue(new Policy.Tolerance(2, 0).allows(greatest, least));
        assertFalse(new Policy.Tolerance(1.5, 0).allows(greatest, least));
    }

    private static Scalar f32(float value) {
        return bits(Float.floatToRawIntBits(value));
    }

    private static Scalar bits(int bits) {
        return new Scalar(ElementType.F32, bits & 0xFFFF_FFFFL);
    }
}
