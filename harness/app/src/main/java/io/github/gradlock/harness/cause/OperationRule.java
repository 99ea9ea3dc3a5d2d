package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import java.util.List;

/** What is known to go wrong in operations of a kind. */
final class OperationRule implements Rule {
    @Override
    public void examine(Facts facts, Collector found) {
        Localisation localisation = facts.localisation();
        if (localisation == null) {
            return;
        }
        found.addStrongest(
                localisation.origins().stream().map(OperationRule::of).toList());
    }

    private static Collector of(Origin origin) {
        Collector found = new Collector();
        String what = "it begins at step %d, %s (%s)".formatted(origin.leftPosition() + 1, origin.op(), origin.phase());
        causes(origin).forEach(cause -> found.add(cause, Weight.FITS, what));
        boolean random = OperationKind.RANDOM.has(origin.op());
        if (random && !origin.isInput()) {
            found.add(Cause.RANDOM, Weight.POINTS_TO, what + ", which draws random numbers");
        }
        return found;
    }

    private static List<Cause> causes(Origin origin) {
        if (origin.isInput()) {
            return List.of(Cause.DATA_ORDER, Cause.TEXT, Cause.RANDOM);
        }
        if (OperationKind.FUNCTION.has(origin.op())) {
            return List.of(Cause.LIBM);
        }
        if (OperationKind.SCATTER.has(origin.op())) {
            return List.of(Cause.RACE, Cause.HASH_ORDER);
        }
        if (OperationKind.FACTORISATION.has(origin.op())) {
            return List.of(Cause.FMA, Cause.VECTOR_WIDTH, Cause.THREADS, Cause.AUTO_TUNING);
        }
        if (OperationKind.PRODUCT.has(origin.op())) {
            return List.of(Cause.FMA, Cause.VECTOR_WIDTH, Cause.THREADS, Cause.REDUCED_PRECISION, Cause.AUTO_TUNING);
        }
        if (OperationKind.SUM.has(origin.op())) {
            return List.of(Cause.VECTOR_WIDTH, Cause.THREADS, Cause.HASH_ORDER, Cause.RACE);
        }
        if (OperationKind.CHOICE.has(origin.op())) {
            return List.of(Cause.BUG);
        }
        return List.of();
    }
}
