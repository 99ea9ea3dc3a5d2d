package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import java.util.List;

/** What the place excludes where the bits go apart: the inputs of a case, or operations that all had the same. */
final class OriginRule implements Rule {
    private static final List<Cause> OF_OPERATIONS =
            List.of(Cause.LIBM, Cause.VECTOR_WIDTH, Cause.JIT, Cause.FMA, Cause.THREADS, Cause.RACE, Cause.AUTO_TUNING);

    private static final List<Cause> OF_DATA = List.of(Cause.DATA_ORDER, Cause.BATCH_SIZE);

    @Override
    public void examine(Facts facts, Collector found) {
        Localisation localisation = facts.localisation();
        if (localisation == null || localisation.origins().isEmpty()) {
            return;
        }
        List<Origin> origins = localisation.origins();
        if (origins.stream().allMatch(Origin::isInput)) {
            for (Cause cause : OF_OPERATIONS) {
                found.add(cause, Weight.SPEAKS_AGAINST, "the inputs of the case differ already, before any operation");
            }
        } else if (origins.stream().noneMatch(Origin::isInput)
                && localisation.structure().isEmpty()) {
            for (Cause cause : OF_DATA) {
                found.add(cause, Weight.SPEAKS_AGAINST, "both sides have the same data, as many and in the same order");
            }
        }
    }
}
