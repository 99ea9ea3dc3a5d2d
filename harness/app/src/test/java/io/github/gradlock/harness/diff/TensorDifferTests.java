package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TensorDifferTests {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void findsGreatestDifferencesWithTheirPlaces() {
        float next = Math.nextUp(1f);
        PairDifference pair = differ(
                BundleFixture.floats("x", List.of(2L, 3L), 0, 1, 2, 3, 1000, 0.25f),
                BundleFixture.floats("x", List.of(2L, 3L), 0, next, 2, 4, 1002, 0.25f));

        assertEquals(3, pair.mismatched());
        assertEquals(6, pair.total());
        assertEquals(3, pair.beyondPolicy());
        assertEquals(List.of(0L, 1L), pair.first().get(0).index());
        assertEquals("1.0000001", pair.first().get(0).right().decimal());
        assertNotNull(pair.maxAbs());
        assertEquals(2, pair.maxAbs().value());
        assertEquals("[1,1]", pair.maxAbs().at().place());
        assertNotNull(pair.maxRel());
        assertEquals(0.25, pair.maxRel().value());
        assertEquals("[1,0]", pair.maxRel().at().place());
        assertNotNull(pair.maxUlp());
        // From 3 to 4 there are 2^22 steps of 2^-22; from 1000 to 1002 there are 2^15 steps of 2^-14.
        assertEquals(1 << 22, pair.maxUlp().ulps());
        assertEquals("[1,0]", pair.maxUlp().at().place());
    }

    @Test
    void countsNaNInfinityAndSignedZeroForThemselves() {
        PairDifference pair = differ(
                BundleFixture.floats("x", NAN, NAN, 1, INFINITY, INFINITY, 0f, INFINITY, 5),
                BundleFixture.floats("x", NAN, 1, NAN, 1, -INFINITY, -0f, INFINITY, 5));

        assertEquals(5, pair.mismatched());
        assertEquals(2, pair.nanMismatches());
        assertEquals(2, pair.infinityMismatches());
        assertEquals(1, pair.signedZeroMismatches());
        assertNotNull(pair.maxUlp());
        assertEquals(0, pair.maxUlp().ulps());
        assertNotNull(pair.maxAbs());
        assertEquals(0, pair.maxAbs().value());
        assertEquals(0, pair.maxRel() == null ? -1 : pair.maxRel().value());
    }

    @Test
    void hasNoGreatestDifferenceWhereOnlyNaNDiffers() {
        PairDifference pair = differ(BundleFixture.floats("x", NAN), BundleFixture.floats("x", 1));
        assertEquals(1, pair.mismatched());
        assertNull(pair.maxAbs());
        assertNull(pair.maxUlp());
    }

    @Test
    void treatsEveryNaNAsOneValue() {
        PairDifference pair = differ(
                BundleFixture.bits("x", ElementType.F32, 0x7fc00000, 0x3f800000),
                BundleFixture.bits("x", ElementType.F32, 0x7fc00001, 0x3f800001));
        assertEquals(1, pair.mismatched());
        assertEquals(List.of(1L), pair.first().get(0).index());
    }

    @Test
    void overflowingDifferencesAreInfiniteAndRelativeOnesAreNot() {
        long greatest = Double.doubleToRawLongBits(Double.MAX_VALUE);
        PairDifference pair = differ(
                BundleFixture.bits("x", ElementType.F64, greatest),
                BundleFixture.bits("x", ElementType.F64, greatest | Long.MIN_VALUE));
        assertEquals(
                Double.POSITIVE_INFINITY,
                pair.maxAbs() == null ? 0 : pair.maxAbs().value());
        assertEquals(2, pair.maxRel() == null ? 0 : pair.maxRel().value());
    }

    @Test
    void keepsSubnormals() {
        PairDifference pair = differ(BundleFixture.floats("x", 0f), BundleFixture.floats("x", 3 * Float.MIN_VALUE));
        assertEquals(3, pair.maxUlp() == null ? 0 : pair.maxUlp().ulps());
        assertEquals(0x1.8p-148, pair.maxAbs() == null ? 0 : pair.maxAbs().value());
        assertEquals(1, pair.maxRel() == null ? 0 : pair.maxRel().value());
    }

    @Test
    void comparesSixteenBitTypesOnTheirOwnGrids() {
        PairDifference half = differ(
                BundleFixture.bits("x", ElementType.F16, 0x3C00, 0x0001),
                BundleFixture.bits("x", ElementType.F16, 0x3C02, 0x8001));
        assertEquals(2, half.maxUlp() == null ? 0 : half.maxUlp().ulps());
        assertEquals(0x1p-9, half.maxAbs() == null ? 0 : half.maxAbs().value());
        PairDifference brain = differ(
                BundleFixture.bits("x", ElementType.BF16, 0x3F80), BundleFixture.bits("x", ElementType.BF16, 0x3F81));
        assertEquals(1, brain.maxUlp() == null ? 0 : brain.maxUlp().ulps());
        assertEquals(0x1p-7, brain.maxAbs() == null ? 0 : brain.maxAbs().value());
    }

    @Test
    void comparesIntegersAndBoolWithoutUlps() {
        PairDifference wide = differ(
                BundleFixture.bits("x", ElementType.I64, Long.MIN_VALUE, 4),
                BundleFixture.bits("x", ElementType.I64, Long.MAX_VALUE, 4));
        assertEquals(1, wide.mismatched());
        assertEquals(0x1p64, wide.maxAbs() == null ? 0 : wide.maxAbs().value());
        assertNull(wide.maxUlp());
        assertNull(wide.ulps());
        PairDifference bytes = differ(
                BundleFixture.bits("x", ElementType.U8, 200, 3), BundleFixture.bits("x", ElementType.U8, 100, 3));
        assertEquals(100, bytes.maxAbs() == null ? 0 : bytes.maxAbs().value());
        PairDifference bool = differ(
                BundleFixture.bits("x", ElementType.BOOL, 1, 0, 1), BundleFixture.bits("x", ElementType.BOOL, 0, 0, 0));
        assertEquals(2, bool.mismatched());
        assertEquals(1, bool.maxAbs() == null ? 0 : bool.maxAbs().value());
    }

    @Test
    void keepsTheFirstFewElementsOnly() {
        PairDifference pair =
                differ(BundleFixture.floats("x", 0, 0, 0, 0, 0, 0, 0), BundleFixture.floats("x", 1, 1, 1, 0, 1, 1, 1));
        assertEquals(6, pair.mismatched());
        assertEquals(
                List.of("[0]", "[1]", "[2]", "[4]"),
                pair.first().stream().map(Element::place).toList());
    }

    @Test
    void scalarsHaveAnEmptyIndex() {
        PairDifference pair = differ(BundleFixture.floats("x", List.of(), 1), BundleFixture.floats("x", List.of(), 2));
        assertEquals(List.of(), pair.first().get(0).index());
        assertEquals(1, pair.total());
    }

    @Test
    void readsFromThePositionOfABufferWhateverItsOrder() {
        TensorInfo info = new TensorInfo("x", ElementType.F32, List.of(1L), "");
        ByteBuffer left =
                ByteBuffer.wrap(new byte[] {9, 9, 0, 0, (byte) 0x80, 0x3f}).position(2);
        ByteBuffer right = ByteBuffer.wrap(new byte[] {0, 0, 0, 0x40});
        PairDifference pair = compare(info, Workers.available(), left, right);
        assertEquals("1", pair.first().get(0).left().decimal());
        assertEquals("2", pair.first().get(0).right().decimal());
        assertEquals(2, left.position());
    }

    @Test
    void sortsDistancesIntoPowersOfTwo() {
        PairDifference pair = differ(
                BundleFixture.bits("x", ElementType.F32, 0, 100, 100, 100, 100, 100),
                BundleFixture.bits("x", ElementType.F32, 0x80000000L, 101, 102, 103, 104, 1124));
        UlpHistogram ulps = pair.ulps();
        assertNotNull(ulps);
        assertEquals(List.of(1L, 1L, 2L, 1L), ulps.counts().subList(0, 4));
        assertEquals(1, ulps.counts().get(11));
        assertEquals(6, ulps.total());
        assertEquals(0, ulps.percentile(0));
        assertEquals(3, ulps.percentile(50));
        assertEquals(2047, ulps.percentile(99));
        assertEquals(64, UlpHistogram.bucket(-1));
    }

    @Test
    void saysTheSameWhateverTheNumberOfWorkers() {
        int count = 1_000_003;
        ByteBuffer left = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < count; i++) {
            int bits = random.nextInt();
            left.putInt(4 * i, bits);
            right.putInt(4 * i, random.nextInt(3) == 0 ? bits ^ (1 << random.nextInt(32)) : bits);
        }
        TensorInfo info = new TensorInfo("x", ElementType.F32, List.of((long) count), "");
        PairDifference one = compare(info, 1, left, right);
        assertTrue(one.mismatched() > count / 4, one.toString());
        for (int workers : List.of(2, 3, 8)) {
            assertEquals(one, compare(info, workers, left, right));
        }
    }

    @Test
    void ofEqualExtremesTheFirstCountsAlsoBeyondOnePiece() {
        int count = 1 << 20;
        ByteBuffer left = ByteBuffer.allocate(count);
        ByteBuffer right = ByteBuffer.allocate(count);
        for (int at : new int[] {count - 1, 700_000, 600_000}) {
            right.put(at, (byte) 1);
        }
        TensorInfo info = new TensorInfo("x", ElementType.U8, List.of(2L, count / 2L), "");
        PairDifference pair = compare(info, 4, left, right);
        assertEquals(
                "[1,75712]", pair.maxAbs() == null ? "" : pair.maxAbs().at().place());
        assertEquals(
                List.of("[1,75712]", "[1,175712]", "[1,524287]"),
                pair.first().stream().map(Element::place).toList());
    }

    @Test
    void normalisesByTheGreatestFiniteMagnitudeOfBothTensors() {
        Value left = BundleFixture.floats("x", 1, -8, INFINITY, NAN, 2);
        assertEquals(
                0.5,
                differ(left, BundleFixture.floats("x", 5, -8, INFINITY, NAN, 2)).normalisedError());
        // −16 stands on the right side only.
        assertEquals(
                0.5,
                differ(left, BundleFixture.floats("x", 1, -16, INFINITY, 7, 2)).normalisedError());
        assertEquals(
                0.0,
                differ(BundleFixture.floats("x", 0f), BundleFixture.floats("x", -0f))
                        .normalisedError());
        long greatest = Double.doubleToRawLongBits(Double.MAX_VALUE);
        PairDifference wide = differ(
                BundleFixture.bits("x", ElementType.F64, greatest),
                BundleFixture.bits("x", ElementType.F64, greatest | Long.MIN_VALUE));
        assertEquals(2.0, wide.normalisedError());
        PairDifference half = differ(
                BundleFixture.bits("x", ElementType.F16, 0x4400, 0x7C00, 0xC800),
                BundleFixture.bits("x", ElementType.F16, 0x4800, 0x7C00, 0xC800));
        assertEquals(0.5, half.normalisedError());
        assertNull(differ(BundleFixture.bits("x", ElementType.I32, 1), BundleFixture.bits("x", ElementType.I32, 2))
                .normalisedError());
        assertNull(differ(BundleFixture.floats("x", NAN), BundleFixture.floats("x", 1))
                .normalisedError());
    }

    @Test
    void countsTheSignificantBitsThatAreKept() {
        PairDifference last = differ(BundleFixture.floats("x", 1, 4), BundleFixture.floats("x", Math.nextDown(1f), 4));
        assertEquals(24.0, last.significantBits());
        assertEquals(
                2.0,
                differ(BundleFixture.floats("x", 4), BundleFixture.floats("x", 3))
                        .significantBits());
        assertEquals(
                0.0,
                differ(BundleFixture.floats("x", 1), BundleFixture.floats("x", -1))
                        .significantBits());
        assertEquals(
                24.0,
                differ(BundleFixture.floats("x", 0f), BundleFixture.floats("x", -0f))
                        .significantBits());
        PairDifference brain = differ(
                BundleFixture.bits("x", ElementType.BF16, 0x0000), BundleFixture.bits("x", ElementType.BF16, 0x8000));
        assertEquals(8.0, brain.significantBits());
        assertNull(differ(BundleFixture.floats("x", INFINITY), BundleFixture.floats("x", 1))
                .significantBits());
    }

    @Test
    void mapsWhereElementsDiffer() {
        PairDifference cube = differ(
                BundleFixture.floats("x", List.of(2L, 2L, 3L), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                BundleFixture.floats("x", List.of(2L, 2L, 3L), 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3));
        assertEquals(new DifferenceMap(4, 3, List.of(0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 1L)), cube.map());
        PairDifference scalar =
                differ(BundleFixture.floats("x", List.of(), 1), BundleFixture.floats("x", List.of(), 2));
        assertEquals(new DifferenceMap(1, 1, List.of(1L)), scalar.map());
        float[] ones = new float[1000];
        Arrays.fill(ones, 1);
        DifferenceMap vector = differ(BundleFixture.floats("x", new float[1000]), BundleFixture.floats("x", ones))
                .map();
        assertNotNull(vector);
        assertEquals(1, vector.rows());
        assertEquals(DifferenceMap.CELLS, vector.columns());
        assertEquals(1000, vector.counts().stream().mapToLong(n -> n).sum());
        assertEquals(Set.of(20L, 21L), Set.copyOf(vector.counts()));
        assertNull(differ(BundleFixture.floats("x", 1), BundleFixture.floats("x", 1))
                .map());
    }

    @Test
    void tensorsWithoutElementsAreAlike() {
        PairDifference pair =
                differ(BundleFixture.floats("x", List.of(0L, 3L)), BundleFixture.floats("x", List.of(0L, 3L)));
        assertEquals(0, pair.total());
        assertEquals(0, pair.mismatched());
    }

    @Test
    void measuresThirtyTwoAndSixteenBitIntegersAtTheirEnds() {
        PairDifference ints = differ(
                BundleFixture.bits("x", ElementType.I32, 0x80000000L),
                BundleFixture.bits("x", ElementType.I32, 0x7fffffffL));
        assertEquals(0xffff_ffffL, ints.maxAbs() == null ? 0 : ints.maxAbs().value());
        PairDifference shorts = differ(
                BundleFixture.bits("x", ElementType.I16, 0x8000), BundleFixture.bits("x", ElementType.I16, 0x7fff));
        assertEquals(0xffff, shorts.maxAbs() == null ? 0 : shorts.maxAbs().value());
        PairDifference bytes =
                differ(BundleFixture.bits("x", ElementType.I8, 0x80), BundleFixture.bits("x", ElementType.I8, 0x7f));
        assertEquals(0xff, bytes.maxAbs() == null ? 0 : bytes.maxAbs().value());
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        TensorInfo info = new TensorInfo("x", ElementType.U8, List.of(8L), "");
        Thread.currentThread().interrupt();
        try {
            UncheckedIOException ended = assertThrows(
                    UncheckedIOException.class, () -> compare(info, 2, ByteBuffer.allocate(8), ByteBuffer.allocate(8)));
            assertInstanceOf(InterruptedIOException.class, ended.getCause());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatThePolicyDoesNotAllowIsShownFirst() {
        float next = Math.nextUp(1f);
        Value left = BundleFixture.floats("x", 0f, 1, 1, 1, 1, 1, 7, 1);
        Value right = BundleFixture.floats("x", -0f, next, next, next, next, NAN, 8, next);
        for (int workers = 1; workers <= 4; workers++) {
            PairDifference pair = compare(
                    new TensorInfo(left.name(), left.type(), left.shape(), ""),
                    new Policy.Tolerance(1e-3, 1e-3),
                    workers,
                    ByteBuffer.wrap(left.bytes()),
                    ByteBuffer.wrap(right.bytes()));
            assertEquals(8, pair.mismatched());
            assertEquals(2, pair.beyondPolicy());
            assertEquals(
                    List.of("[5]", "[6]", "[0]", "[1]"),
                    pair.first().stream().map(Element::place).toList());
        }
    }

    private static PairDifference differ(Value left, Value right) {
        TensorInfo info = new TensorInfo(left.name(), left.type(), left.shape(), "");
        return compare(info, Workers.available(), ByteBuffer.wrap(left.bytes()), ByteBuffer.wrap(right.bytes()));
    }

    private static PairDifference compare(TensorInfo info, int workers, ByteBuffer left, ByteBuffer right) {
        return compare(info, Policy.BITWISE, workers, left, right);
    }

    private static PairDifference compare(
            TensorInfo info, Policy policy, int workers, ByteBuffer left, ByteBuffer right) {
        try {
            return new TensorDiffer(info, policy, bytes -> {}, workers)
                    .compare("left", TensorData.of(left), "right", TensorData.of(right));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
