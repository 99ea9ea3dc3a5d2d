package io.github.gradlock.engine.math.float32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.scalar.ScalarProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of what {@code ci/check-float32} checks whole, and what it would take to fool that. */
class Float32Tests {
    private static final int[] BLOCKS = {
        // Both zeros with the subnormal numbers behind them, around 1, both infinities.
        0, Integer.MIN_VALUE, 0x3f800000, 0x3f7e0000, 0xbf800000, 0x7f800000, 0xff800000
    };

    static List<UnaryFunction> functions() {
        return Options.all();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void resultsAreCorrectlyRounded(UnaryFunction function) {
        List<String> wrong = new ArrayList<>();
        Verifier verifier = Verifier.of(
                new ScalarProvider().create(1),
                function,
                (x, actual, expected) -> wrong.add(x + ": " + actual + " instead of " + expected));
        // Below zero the gamma functions have so many poles that their polynomials take seconds: GammaTests has some
        // values.
        boolean gamma = function == UnaryFunction.LGAMMA || function == UnaryFunction.DIGAMMA;
        for (int block : BLOCKS) {
            if (!gamma || block != 0xbf800000) {
                verifier.check(block);
            }
        }
        SplittableRandom random = new SplittableRandom(function.ordinal());
        // A block of magnitudes between 2^-10 and 2^4, and one anywhere.
        verifier.check((random.nextInt() & (gamma ? 0x00fe0000 : 0x80fe0000)) + (random.nextInt(117, 131) << 23));
        verifier.check(random.nextInt() & 0x7ffe0000);
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong, of them " + wrong.get(0));
    }

    /** The contract calls every function correctly rounded: a new one has to be checked whole before it may join. */
    @ParameterizedTest
    @MethodSource("functions")
    void theRecordIsOfAllInputs(UnaryFunction function) throws IOException {
        String record = Files.readString(Path.of("..", "docs", "exhaustive-float32.md"));
        String row = "| `" + Records.name(function) + "` | 4,294,967,296 | 0 | ";
        assertTrue(record.contains(row), () -> "no row " + row + ": ci/check-float32 --functions " + function);
    }

    @Test
    void aWrongResultIsSeen() {
        List<Float> wrong = new ArrayList<>();
        Verifier verifier =
                new RoundedVerifier(new ScalarProvider().create(1), Definition.LOG, (x, y, z) -> wrong.add(x)) {
                    @Override
                    void corrupt(float[] results) {
                        results[5] = Math.nextUp(results[5]);
                        results[7] = Float.NaN;
                    }
                };
        verifier.check(0x40000000);
        assertEquals(List.of(Float.intBitsToFloat(0x40000005), Float.intBitsToFloat(0x40000007)), wrong);
    }

    @ParameterizedTest
    @EnumSource(Definition.class)
    void estimatesKeepTheirBounds(Definition definition) {
        Estimate estimate = new Estimate(definition);
        SplittableRandom random = new SplittableRandom(9);
        for (int block = 0; block < 4; block++) {
            int first = (random.nextInt() & 0x80fe0000) + (random.nextInt(113, 131) << 23);
            float x = Float.intBitsToFloat(first);
            float last = Float.intBitsToFloat(first + Estimate.BLOCK - 1);
            if (definition.constant(Math.min(x, last), Math.max(x, last)) != null) {
                continue;
            }
            estimate.fill(first);
            for (int k = 0; k < 30; k++) {
                int i = random.nextInt(Estimate.BLOCK);
                float exact = definition.rounded(Float.intBitsToFloat(first + i));
                double value = estimate.values()[i];
                double bound = estimate.bounds()[i];
                boolean inside = (float) (value - bound) <= exact && exact <= (float) (value + bound);
                assertTrue(inside || exact != exact && value != value, () -> definition + " at " + (first + i));
            }
        }
    }

    @Test
    void aRunGoesOnBehindWhatIsRecorded(@TempDir Path folder) throws IOException {
        Records records = new Records(folder, UnaryFunction.NEG);
        records.add(new CheckFloat32.Record(3, 1, 2, -5, 0.5, "JVM 17"), List.of("00000000 00000000 80000000"));
        Records again = new Records(folder, UnaryFunction.NEG);
        assertTrue(again.has(3));
        assertEquals(1, again.size());
        assertEquals(1, again.wrong());
        assertTrue(new Report(folder).table(List.of(UnaryFunction.NEG)).contains("| `neg` | 16,777,216 | 1 | 2 |"));
    }

    @ParameterizedTest
    @EnumSource(PairDefinition.class)
    void pairsAreCorrectlyRounded(PairDefinition definition) {
        CheckPairs check = new CheckPairs(definition, 2);
        check.sample(1500);
        check.search(300_000);
        assertEquals(0, check.wrong, check.lastWrong);
    }
}
