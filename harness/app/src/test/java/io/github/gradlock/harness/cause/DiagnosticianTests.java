package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.between;
import static io.github.gradlock.harness.cause.FactsFixture.f32;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.facts;
import static io.github.gradlock.harness.cause.FactsFixture.first;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.cause.Suspect.Standing;
import io.github.gradlock.protocol.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticianTests {
    private final double[] terms = new SplittableRandom(1).doubles(300, -1, 1).toArray();

    @Test
    void knowsTheLanesOfASum() {
        Facts facts = between(sums((x, from, to) -> {
            double[] lanes = new double[8];
            for (int i = from; i < to; i++) {
                lanes[(i - from) % 8] += x[i];
            }
            return lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
        }));
        assertEquals(Cause.VECTOR_WIDTH, first(facts));
    }

    @Test
    void knowsTheThreadsOfASum() {
        Facts facts = between(sums((x, from, to) -> {
            double sum = 0;
            for (int part = from; part < to; part += 9) {
                sum += inOrder(x, part, Math.min(to, part + 9));
            }
            return sum;
        }));
        assertEquals(Cause.THREADS, first(facts), "60 terms in 7 parts are parts of 9");
    }

    @Test
    void knowsASumFromTheLastTermToTheFirst() {
        Facts facts = between(sums((x, from, to) -> {
            double sum = 0;
            for (int i = to - 1; i >= from; i--) {
                sum += x[i];
            }
            return sum;
        }));
        assertEquals(Cause.HASH_ORDER, first(facts), "the operation has the same data on both sides");
    }

    /** An order of adding. */
    private interface Order {
        double sum(double[] terms, int from, int to);
    }

    /** The sums of five rows: in order on the left, otherwise on the right. */
    private Operation sums(Order order) {
        double[] left = new double[5];
        double[] right = new double[5];
        for (int row = 0; row < 5; row++) {
            left[row] = inOrder(terms, 60 * row, 60 * row + 60);
            right[row] = order.sum(terms, 60 * row, 60 * row + 60);
        }
        return operation("sum", List.of(values(ElementType.F64, List.of(5L, 60L), terms)), f64(left), f64(right));
    }

    private static double inOrder(double[] terms, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += terms[i];
        }
        return sum;
    }

    @Test
    void knowsAFusedProduct() {
        double[] a = Arrays.copyOf(terms, 40);
        double[] b = Arrays.copyOfRange(terms, 40, 80);
        double[] fused = new double[4];
        double[] rounded = new double[4];
        for (int row = 0; row < 4; row++) {
            for (int i = 10 * row; i < 10 * row + 10; i++) {
                fused[row] = Math.fma(a[i], b[i - 10 * row], fused[row]);
                rounded[row] += a[i] * b[i - 10 * row];
            }
        }
        Values matrix = values(ElementType.F64, List.of(4L, 10L), a);
        Facts product = between(operation("mv", List.of(matrix, f64(Arrays.copyOf(b, 10))), f64(rounded), f64(fused)));
        assertConfirmed(Cause.FMA, product);
        double[] once = IntStream.range(0, 40)
                .mapToDouble(i -> Math.fma(a[i], b[i], terms[100 + i]))
                .toArray();
        double[] twice = IntStream.range(0, 40)
                .mapToDouble(i -> a[i] * b[i] + terms[100 + i])
                .toArray();
        Values c = f64(Arrays.copyOfRange(terms, 100, 140));
        assertConfirmed(Cause.FMA, between(operation("addcmul", List.of(f64(a), f64(b), c), f64(once), f64(twice))));
    }

    @Test
    void knowsPartialSumsOfHalfPrecision() {
        Arithmetic half = Arithmetic.BINARY16;
        double[] short16 = Arrays.stream(terms).map(Math::abs).map(half::round).toArray();
        double[] wide = new double[5];
        double[] narrow = new double[5];
        for (int row = 0; row < 5; row++) {
            float sum = 0;
            for (int i = 60 * row; i < 60 * row + 60; i++) {
                sum += (float) short16[i];
                narrow[row] = half.round(narrow[row] + short16[i]);
            }
            wide[row] = half.round(sum);
        }
        Values rows = values(ElementType.F16, List.of(5L, 60L), short16);
        Operation sums = operation(
                "sum",
                List.of(rows),
                values(ElementType.F16, List.of(5L), wide),
                values(ElementType.F16, List.of(5L), narrow));
        assertEquals(Cause.REDUCED_PRECISION, first(between(sums)));
    }

    @Test
    void whatIsLeftOfNothingAddedIsNoRounding() {
        double[] sums = Arrays.copyOf(terms, 4);
        double[] left = sums.clone();
        double[] right = sums.clone();
        left[3] = Double.longBitsToDouble(0x7f3a_12c4_5680L);
        right[3] = Double.longBitsToDouble(0x7f11_02c4_5680L);
        Values source = values(ElementType.F64, List.of(3L), Arrays.copyOf(terms, 3));
        Values index = new Values(ElementType.I64, List.of(3L), new long[] {0, 1, 2}, new double[] {0, 1, 2});
        Facts facts = between(operation("index_add", List.of(source, index), f64(left), f64(right)));
        assertEquals(Standing.UNLIKELY, suspect(facts, Cause.VECTOR_WIDTH).standing());
        assertFalse(suspect(facts, Cause.STALE_MEMORY).evidence().isEmpty());
    }

    @Test
    void knowsWhoseExponentialItIs() {
        double[] inputs =
                DoubleStream.iterate(-20, x -> x < 20, x -> x + 0.0371).toArray();
        double[] strict = Arrays.stream(inputs).map(StrictMath::exp).toArray();
        double[] other = Arrays.stream(strict).map(Math::nextUp).toArray();
        Facts facts = between(operation("exp", List.of(f64(inputs)), f64(strict), f64(other)));
        assertEquals(Cause.LIBM, first(facts));
        assertEquals(
                Standing.LIKELY, Diagnostician.diagnose(facts).suspects().get(0).standing());
    }

    @Test
    void knowsBitsThatWereNeverThere() {
        double[] narrow = Arrays.stream(terms)
                .map(x -> Float.intBitsToFloat(Float.floatToIntBits((float) x) & 0xFFFF_0000))
                .toArray();
        Facts outputs = between(operation("mul", List.of(f32(terms), f32(1)), f32(terms), f32(narrow)));
        assertConfirmed(Cause.REDUCED_PRECISION, outputs);
        double[] a = Arrays.copyOf(terms, 64);
        double[] b = Arrays.copyOfRange(terms, 64, 128);
        double whole = 0;
        double rounded = 0;
        for (int i = 0; i < 64; i++) {
            whole = (float) (whole + (float) a[i] * (float) b[i]);
            rounded = (float) (rounded + (float) (tf32(a[i]) * tf32(b[i])));
        }
        Facts inputs = between(operation("dot", List.of(f32(a), f32(b)), f32(whole), f32(rounded)));
        assertConfirmed(Cause.REDUCED_PRECISION, inputs);
    }

    private static double tf32(double value) {
        return Float.intBitsToFloat(Float.floatToIntBits((float) value) + 0x1000 & 0xFFFF_E000);
    }

    @Test
    void knowsFlushedSubnormals() {
        Values left = f32(1, 1e-40, -3e-41, 2);
        Values right = f32(1, 0, -0.0, 2);
        assertConfirmed(Cause.FLUSH_TO_ZERO, between(operation("mul", List.of(left, left), left, right)));
    }

    @Test
    void knowsNumbersThatWentThroughText() {
        double[] written = Arrays.stream(terms)
                .map(x -> Double.parseDouble(String.format(java.util.Locale.ROOT, "%.6f", x)))
                .toArray();
        assertConfirmed(Cause.TEXT, between(operation("input", List.of(), f64(terms), f64(written))));
    }

    @Test
    void knowsShuffledInputs() {
        double[] reversed = IntStream.range(0, terms.length)
                .mapToDouble(i -> terms[terms.length - 1 - i])
                .toArray();
        assertConfirmed(Cause.DATA_ORDER, between(operation("input", List.of(), f64(terms), f64(reversed))));
    }

    @Test
    void knowsATermThatIsMissing() {
        double lacking = inOrder() - terms[terms.length - 1];
        Facts facts = between(operation("sum", List.of(f64(terms)), f64(inOrder()), f64(lacking)));
        assertConfirmed(Cause.BUG, facts);
        String evidence = Diagnostician.diagnose(facts)
                .suspects()
                .get(0)
                .evidence()
                .get(0)
                .text();
        assertTrue(evidence.contains("leaves out term 300 of 300"), evidence);
    }

    @Test
    void knowsATieThatWentTheOtherWay() {
        Values input = f32(1, 5, 5, 2);
        Facts facts = between(operation("max_pool1d_backward", List.of(input), f32(0, 1, 0, 0), f32(0, 0, 1, 0)));
        assertConfirmed(Cause.BUG, facts);
    }

    @Test
    void doesNotCallRoundingATieThatWentTheOtherWay() {
        Values ones = f32(1, 1, 1, 1);
        float up = Math.nextUp(0.3f);
        Facts facts = between(operation("mystery_backward", List.of(ones), f32(0.3f, up, 7, 8), f32(up, 0.3f, 7, 8)));
        assertEquals(Standing.UNLIKELY, suspect(facts, Cause.BUG).standing());
    }

    @Test
    void doesNotCallExactResultsRounded() {
        double[] exact = {0.5, 1.25, 3, -0.75, 0.375, 2.5};
        double[] off = Arrays.stream(exact).map(x -> Math.nextUp((float) x)).toArray();
        Diagnosis diagnosis = Diagnostician.diagnose(between(operation("mystery", List.of(), f32(exact), f32(off))));
        assertFalse(diagnosis.likely().stream().anyMatch(suspect -> suspect.cause() == Cause.REDUCED_PRECISION));
        Values halves = f32(0.5, 2, 4, 8, 16, 32);
        Facts wrong =
                between(operation("mul", List.of(halves, halves), halves.with(square(halves)), f32(1, 2, 3, 4, 5, 6)));
        assertFalse(Diagnostician.diagnose(wrong).likely().stream()
                .anyMatch(suspect ->
                        suspect.standing() == Standing.CONFIRMED && suspect.cause() == Cause.REDUCED_PRECISION));
    }

    private static double[] square(Values values) {
        return Arrays.stream(values.numbers()).map(x -> x * x).toArray();
    }

    @Test
    void manyOperationsDoNotMakeItSurer() {
        Operation one = operation("sum", List.of(f64(terms)), f64(inOrder()), f64(Math.nextUp(inOrder())));
        List<Behaviour> behaviours =
                List.of(Behaviour.of("a", FactsFixture.STEADY), Behaviour.of("b", FactsFixture.STEADY));
        List<Operation> many = IntStream.range(0, 20).mapToObj(i -> one).toList();
        Suspect ofOne = suspect(facts(List.of(one), behaviours, List.of()), Cause.THREADS);
        Suspect ofMany = suspect(facts(many, behaviours, List.of()), Cause.THREADS);
        assertEquals(ofOne.points(), ofMany.points());
    }

    @Test
    void zerosOfUnlikeSignAreNoMistake() {
        Facts facts = between(operation("mystery", List.of(), f32(0, 0, 0), f32(0, -0.0, 0)));
        assertEquals(Cause.UNKNOWN, first(facts));
        assertTrue(Diagnostician.diagnose(facts).text().contains("sign of zeros"));
    }

    @Test
    void aChangeThatNothingFollowsIsNotYetACompilers() {
        List<List<String>> twice = List.of(List.of("a", "b"), List.of("a", "b"));
        Diagnosis diagnosis = Diagnostician.diagnose(facts(List.of(), List.of(Behaviour.of("a", twice)), List.of()));
        assertFalse(diagnosis.suspects().stream().anyMatch(one -> one.cause() == Cause.JIT && one.isLikely()));
    }

    @Test
    void whatItDependsOnIsLittleBesideWhatMakesIt() {
        Facts facts = facts(
                List.of(),
                List.of(Behaviour.of("a", FactsFixture.STEADY), Behaviour.of("b", FactsFixture.STEADY)),
                List.of(
                        new FactorEffect("threads", "threads=2", "a", Effect.AS_OTHER),
                        new FactorEffect("libm", "libm=java", "a", Effect.MOVED)));
        assertConfirmed(Cause.THREADS, facts);
        assertEquals(Standing.POSSIBLE, suspect(facts, Cause.LIBM).standing());
    }

    @Test
    void otherBitsAgainDoNotConfirm() {
        Facts facts = facts(
                List.of(),
                List.of(Behaviour.of("a", FactsFixture.STEADY), Behaviour.of("b", FactsFixture.STEADY)),
                List.of(new FactorEffect("avx", "avx=0", "a", Effect.MOVED)));
        assertEquals(Standing.LIKELY, suspect(facts, Cause.VECTOR_WIDTH).standing());
    }

    @Test
    void doesNotCallARoundingOfASumABug() {
        Facts facts = between(operation("sum", List.of(f64(terms)), f64(inOrder()), f64(Math.nextUp(inOrder()))));
        Suspect bug = suspect(facts, Cause.BUG);
        assertEquals(Standing.UNLIKELY, bug.standing());
    }

    @Test
    void sumsOverAxesThatTheShapesTell() {
        Values matrix = values(ElementType.F64, List.of(3L, 100L), terms);
        double[] rows = new double[3];
        double[] reversed = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 100; i++) {
                rows[row] += terms[100 * row + i];
                reversed[row] += terms[100 * row + 99 - i];
            }
        }
        assertEquals(Cause.HASH_ORDER, first(between(operation("sum", List.of(matrix), f64(rows), f64(reversed)))));
    }

    @Test
    void aFactorThatGivesTheOtherSidesBitsIsConfirmed() {
        Facts facts = facts(
                List.of(),
                List.of(Behaviour.of("a", FactsFixture.STEADY), Behaviour.of("b", FactsFixture.STEADY)),
                List.of(
                        new FactorEffect("avx", "avx=0", "a", Effect.AS_OTHER),
                        new FactorEffect("jit", "jit=int", "a", Effect.NONE)));
        assertConfirmed(Cause.VECTOR_WIDTH, facts);
        assertEquals(Standing.UNLIKELY, suspect(facts, Cause.JIT).standing());
        assertEquals(Standing.UNLIKELY, suspect(facts, Cause.RACE).standing());
    }

    @Test
    void whatVariesByProcessIsTheHashOrTheTuning() {
        List<List<String>> byProcess =
                List.of(List.of("a", "a"), List.of("b", "b"), List.of("c", "c"), List.of("d", "d"));
        Facts facts = facts(List.of(), List.of(Behaviour.of("a", byProcess)), List.of());
        List<Suspect> likely = Diagnostician.diagnose(facts).likely();
        assertEquals(Cause.HASH_ORDER, likely.get(0).cause());
        assertFalse(likely.stream().anyMatch(suspect -> suspect.cause() == Cause.RACE));
    }

    @Test
    void withoutAnyEvidenceItIsUnknown() {
        Diagnosis diagnosis = Diagnostician.diagnose(facts(List.of(), List.of(), List.of()));
        assertEquals(Cause.UNKNOWN, diagnosis.suspects().get(0).cause());
        assertEquals("1. unknown (nothing that was found points to one cause)", diagnosis.text());
    }

    private double inOrder() {
        return inOrder(terms, 0, terms.length);
    }

    private static Suspect suspect(Facts facts, Cause cause) {
        return Diagnostician.diagnose(facts).suspects().stream()
                .filter(one -> one.cause() == cause)
                .findFirst()
                .orElseThrow();
    }

    private static void assertConfirmed(Cause cause, Facts facts) {
        Suspect suspect = Diagnostician.diagnose(facts).suspects().get(0);
        assertEquals(cause, suspect.cause(), () -> suspect.toString());
        assertEquals(Standing.CONFIRMED, suspect.standing(), () -> suspect.toString());
    }
}
