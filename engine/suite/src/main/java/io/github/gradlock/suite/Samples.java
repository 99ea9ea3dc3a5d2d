package io.github.gradlock.suite;

import io.github.gradlock.engine.gradcheck.OpSample;
import io.github.gradlock.engine.gradcheck.OpSamples;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The op table as test arguments, each under the id of its case. */
final class Samples {
    private Samples() {}

    /** Every sample; the case is {@code <sample>.<suffix>}. */
    static Stream<Named<OpSample>> all(String suffix) {
        return named(suffix, sample -> true);
    }

    /** The samples that can be differentiated twice. */
    static Stream<Named<OpSample>> smooth(String suffix) {
        return named(suffix, OpSample::smooth);
    }

    private static Stream<Named<OpSample>> named(String suffix, Predicate<OpSample> filter) {
        return OpSamples.all().stream().filter(filter).map(sample -> Named.of(sample.name() + "." + suffix, sample));
    }
}
