package io.github.gradlock.harness.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorNameTests {
    @ParameterizedTest
    @CsvSource({
        "variable CUBLAS_WORKSPACE_CONFIG, AUTO_TUNING",
        "variable NVIDIA_TF32_OVERRIDE, REDUCED_PRECISION",
        "variable PYTHONHASHSEED, HASH_ORDER",
        "variable OMP_NUM_THREADS, THREADS",
        "variable ATEN_CPU_CAPABILITY, VECTOR_WIDTH",
        "variable MKL_CBWR, VECTOR_WIDTH",
        "variable LC_NUMERIC, TEXT",
        "-Xmx200m, AUTO_TUNING"
    })
    void knowsTheNamesInUse(String factor, Cause cause) {
        FactorName.Meaning meaning = FactorName.hint(factor);
        assertNotNull(meaning);
        assertEquals(cause, meaning.cause());
    }

    @Test
    void aSwitchIsWhatItSwitchesFirst() {
        assertEquals(Cause.FMA, FactorName.switched("option -XX:-UseFMA"));
        assertEquals(Cause.HASH_ORDER, FactorName.switched(FactorEffect.IDENTITY_HASH));
        assertNull(FactorName.switched("option -XX:+UseG1GC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variable BENCHMARK_SIDE",
                "variable HOME",
                "variable PROCESSES",
                "variable QUANTILE",
                "library engine",
                "image",
                "variable TF32_THREADS"
            })
    void saysNothingOfOthers(String factor) {
        assertNull(FactorName.hint(factor));
    }
}
