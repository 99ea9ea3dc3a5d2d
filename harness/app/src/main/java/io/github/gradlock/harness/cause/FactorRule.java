package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.Set;
import java.util.TreeSet;

/** What comes of changing one thing of an environment. */
final class FactorRule implements Rule {
    /**
     * What is the same with another value of its factor may still be there: most tables are ordered by contents, which no identity
     * hash changes; a fused multiply-add that is written stays one without the instruction, and lanes are as many as were written; and the factor swaps the JDK's functions alone.
     */
    private static final Set<Cause> ELSEWHERE_TOO = Set.of(Cause.HASH_ORDER, Cause.FMA, Cause.LIBM, Cause.VECTOR_WIDTH);

    @Override
    public void examine(Facts facts, Collector found) {
        Set<String> moving = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        for (FactorEffect effect : facts.effects()) {
            tried.add(effect.factor());
            if (effect.factor().equals(FactorEffect.ALONE)) {
                String what = effect.text() + ", it is the same bits on both sides";
                found.add(Cause.STALE_MEMORY, Weight.POINTS_TO, what);
                found.add(Cause.AUTO_TUNING, Weight.FITS, what);
                continue;
            }
            // What varies by itself looks moved by chance.
            if (effect.effect() == Effect.STEADY || effect.isMoved() && !facts.varies()) {
                moving.add(effect.factor());
                moved(facts, effect, found);
            }
        }
        if (facts.varies()) {
            varying(facts, found);
            return;
        }
        tried.removeAll(moving);
        unmoved(tried, found);
        moving.removeIf(factor -> FactorName.switched(factor) == null);
        if (!moving.isEmpty()) {
            found.add(
                    Cause.BUG,
                    Weight.SPEAKS_AGAINST,
                    "it comes and goes with " + String.join(", ", moving) + " of the environment");
        }
        boolean narrow = moves(moving, Cause.VECTOR_WIDTH) && moves(moving, Cause.FMA);
        // Where they give the other side's bits by themselves, the weight of what narrow vectors do is less already.
        if (narrow && !isMadeBy(facts, Cause.FMA)) {
            found.add(
                    Cause.VECTOR_WIDTH,
                    Weight.HARDLY,
                    "leaving out fused multiply-adds alone moves it as well, which narrow vectors do along with theirs");
        }
    }

    private static void unmoved(Set<String> factors, Collector found) {
        for (String factor : factors) {
            Cause cause = FactorName.switched(factor);
            if (cause != null && !ELSEWHERE_TOO.contains(cause)) {
                found.add(
                        cause, Weight.SPEAKS_AGAINST, "another value of " + factor + " changes nothing on either side");
            }
        }
    }

    private static boolean moves(Set<String> moving, Cause cause) {
        return moving.stream().anyMatch(factor -> FactorName.switched(factor) == cause);
    }

    /** Does a factor that switches this alone give the other side's bits? */
    private static boolean isMadeBy(Facts facts, Cause cause) {
        return facts.effects().stream()
                .anyMatch(one -> one.effect() == Effect.AS_OTHER && FactorName.switched(one.factor()) == cause);
    }

    /** What still varies without a thing does not vary for it. */
    private static void varying(Facts facts, Collector found) {
        for (FactorEffect effect : facts.effects()) {
            if (effect.effect() == Effect.VARIES && effect.factor().equals(FactorEffect.TRACE)) {
                found.add(Cause.TRACING, Weight.REFUTES, effect.side() + " varies without tracing too");
            } else if (effect.effect() == Effect.VARIES && effect.text().equals("jit=int")) {
                found.add(Cause.JIT, Weight.REFUTES, "without a compiler " + effect.side() + " varies too");
            } else if (effect.effect() == Effect.VARIES
                    && effect.factor().equals(FactorEffect.IDENTITY_HASH)
                    && facts.behaviours().stream()
                            .noneMatch(behaviour -> behaviour.pattern().kind() == RepetitionPattern.Kind.PER_PROCESS)) {
                found.add(
                        Cause.HASH_ORDER,
                        Weight.REFUTES,
                        "with one identity hash for all objects " + effect.side() + " varies too");
            }
        }
    }

    private static void moved(Facts facts, FactorEffect effect, Collector found) {
        Cause cause = FactorName.switched(effect.factor());
        FactorName.Meaning hint = FactorName.hint(effect.factor());
        String what = effect.sentence();
        if (cause == null && hint != null) {
            found.add(hint.cause(), Weight.POINTS_TO, what + ", " + hint.why());
        } else if (cause == Cause.THREADS && effect.effect() == Effect.STEADY) {
            found.add(Cause.RACE, Weight.POINTS_TO, what);
        } else if (cause == Cause.TEXT && effect.effect() != Effect.STEADY || cause != null && cause != Cause.TEXT) {
            found.add(cause, weight(facts, effect, cause), what);
        } else if (effect.factor().equals("jdk") || effect.factor().equals("image")) {
            found.add(Cause.LIBM, Weight.FITS, what);
            found.add(Cause.JIT, Weight.FITS, what);
        }
    }

    /** Does a factor switch, or by its name concern, something known that is not this cause? */
    private static boolean isAboutAnother(String factor, Cause cause) {
        FactorName.Meaning hint = FactorName.hint(factor);
        Cause own =
                FactorName.switched(factor) != null ? FactorName.switched(factor) : hint == null ? null : hint.cause();
        return own != null && own != cause;
    }

    /**
     * Other bits again only say that it depends on the factor, and little where another one gives the other side's bits; and what hides a
     * race, as slow code does, need not be its cause.
     */
    private static Weight weight(Facts facts, FactorEffect effect, Cause cause) {
        boolean otherIsIt = facts.effects().stream()
                .anyMatch(other -> other.effect() == Effect.AS_OTHER && isAboutAnother(other.factor(), cause));
        boolean withoutFma = cause == Cause.VECTOR_WIDTH && isMadeBy(facts, Cause.FMA);
        if (effect.effect() == Effect.MOVED && otherIsIt || withoutFma) {
            return Weight.FITS;
        }
        boolean shown = effect.effect() == Effect.AS_OTHER
                || effect.effect() == Effect.STEADY && (cause == Cause.HASH_ORDER || cause == Cause.TRACING);
        return shown ? Weight.CONFIRMS : Weight.POINTS_TO;
    }
}
