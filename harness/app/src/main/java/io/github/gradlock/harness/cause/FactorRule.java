package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes of changing one thing of an environment. */
final class FactorRule implements Rule {
    /** What a factor's name says of what it switches: a factor of a variant, an option of the JVM, a variable. */
    private static final Map<Pattern, Cause> CAUSES = Map.of(
            Pattern.compile("libm|.*LibmIntrinsic.*"), Cause.LIBM,
            Pattern.compile("avx|.*UseAVX.*|.*UseSSE.*|.*MaxVectorSize.*"), Cause.VECTOR_WIDTH,
            Pattern.compile("jit|.*-X(int|comp|mixed).*|.*Tiered.*|.*Compile.*|.*JVMCI.*"), Cause.JIT,
            Pattern.compile("threads|.*ActiveProcessorCount.*|.*parallelism.*|.*NUM_THREADS.*|cpus"), Cause.THREADS,
            Pattern.compile("fma|.*UseFMA.*"), Cause.FMA,
            Pattern.compile("identity-hash|.*hashCode.*"), Cause.HASH_ORDER,
            Pattern.compile("locale|.*user\\.(language|country).*|.*LC_.*|.*LANG.*"), Cause.TEXT);

    private static @Nullable Cause cause(String factor) {
        return CAUSES.entrySet().stream()
                .filter(one -> one.getKey().matcher(factor).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

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
            // What varies by itself looks moved by chance; what steadies it was counted above.
            varying(facts, found);
            return;
        }
        for (String factor : tried) {
            Cause cause = cause(factor);
            // Most tables are ordered by contents, which no identity hash changes.
            if (cause != null && cause != Cause.HASH_ORDER) {
                found.add(
                        cause, Weight.SPEAKS_AGAINST, "another value of " + factor + " changes nothing on either side");
            }
        }
        if (moving.contains("fma") && moving.contains("avx")) {
            found.add(
                    Cause.VECTOR_WIDTH,
                    Weight.REFUTES,
                    "without fused multiply-adds the width of vectors is not needed to move it");
        }
        moving.removeIf(factor -> cause(factor) == null);
        if (!moving.isEmpty()) {
            found.add(
                    Cause.BUG,
                    Weight.SPEAKS_AGAINST,
                    "it comes and goes with " + String.join(", ", moving) + " of the environment");
        }
    }

    /** What still varies without a thing does not vary for it. */
    private static void varying(Facts facts, Collector found) {
        for (FactorEffect effect : facts.effects()) {
            if (effect.effect() == Effect.VARIES && effect.text().equals("jit=int")) {
                found.add(Cause.JIT, Weight.REFUTES, "without a compiler " + effect.side() + " varies too");
            } else if (effect.effect() == Effect.VARIES
                    && effect.factor().equals("identity-hash")
                    && facts.behaviours().stream()
                            .noneMatch(behaviour -> behaviour.pattern().kind() == RepetitionPattern.Kind.PER_PROCESS)) {
                found.add(
                        Cause.HASH_ORDER,
                        Weight.REFUTES,
                        "with one identity hash for all objects " + effect.side() + " varies too");
            }
        }
    }

    private static void moved(FactorEffect effect, Collector found) {
        Cause cause = cause(effect.factor());
        Cause hinted = FactorName.hint(effect.factor());
        String what =
                switch (effect.effect()) {
                    case AS_OTHER -> "with %s %s gives the other side's bits".formatted(effect.text(), effect.side());
                    case STEADY -> "with %s %s no longer varies".formatted(effect.text(), effect.side());
                    default -> "with %s %s gives other bits".formatted(effect.text(), effect.side());
                };
        boolean steadied = effect.effect() == Effect.STEADY;
        if (cause == null && hinted != null) {
            found.add(hinted, Weight.POINTS_TO, what + ", which by its name is about " + hinted.title());
        } else if (cause == Cause.THREADS && steadied) {
            found.add(Cause.RACE, Weight.POINTS_TO, what);
        } else if (cause == Cause.TEXT && !steadied || cause != null && cause != Cause.TEXT) {
            found.add(cause, Weight.CONFIRMS, what);
        } else if (effect.factor().equals("jdk") || effect.factor().equals("image")) {
            found.add(Cause.LIBM, Weight.FITS, what);
            found.add(Cause.JIT, Weight.FITS, what);
        }
    }
}
