package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What comes of changing one thing of an environment. */
final class FactorRule implements Rule {
    private static final Map<String, Cause> CAUSES = Map.of(
            "libm", Cause.LIBM,
            "avx", Cause.VECTOR_WIDTH,
            "jit", Cause.JIT,
            "threads", Cause.THREADS,
            "identity-hash", Cause.HASH_ORDER,
            "locale", Cause.TEXT);

    @Override
    public void examine(Facts facts, Collector found) {
        Set<String> moving = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        for (FactorEffect effect : facts.effects()) {
            tried.add(effect.factor());
            if (effect.factor().equals("alone")) {
                String what = "run by itself, the case is the same bits on both sides";
                found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, what);
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
                continue;
            }
            if (effect.isMoved() || effect.effect() == Effect.STEADY) {
                moving.add(effect.factor());
                moved(effect, found);
            }
        }
        tried.removeAll(moving);
        if (facts.varies()) {
            // What varies by itself also looks moved or not by chance; only what steadies it was counted above.
            return;
        }
        for (String factor : tried) {
            Cause cause = CAUSES.get(factor);
            if (cause != null) {
                found.add(
                        cause, Weight.SPEAKS_AGAINST, "another value of " + factor + " changes nothing on either side");
            }
        }
        if (!moving.isEmpty()) {
            found.add(
                    Cause.BUG,
                    Weight.SPEAKS_AGAINST,
                    "it comes and goes with " + String.join(", ", moving) + " of the environment");
        }
    }

    private static void moved(FactorEffect effect, Collector found) {
        Cause cause = CAUSES.get(effect.factor());
        String what =
                switch (effect.effect()) {
                    case AS_OTHER -> "with %s %s gives the other side's bits".formatted(effect.text(), effect.side());
                    case STEADY -> "with %s %s no longer varies".formatted(effect.text(), effect.side());
                    default -> "with %s %s gives other bits".formatted(effect.text(), effect.side());
                };
        boolean steadied = effect.effect() == Effect.STEADY;
        if (cause == Cause.THREADS && steadied) {
            found.add(Cause.RACE, Weight.POINTS_TO, what);
        } else if (cause == Cause.TEXT && !steadied || cause != null && cause != Cause.TEXT) {
            found.add(cause, Weight.CONFIRMS, what);
        } else if (effect.factor().equals("jdk") || effect.factor().equals("image")) {
            found.add(Cause.LIBM, Weight.FITS, what);
            found.add(Cause.JIT, Weight.FITS, what);
        }
    }
}
