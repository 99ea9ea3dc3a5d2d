package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.bisect.EnvironmentPair;
import io.github.gradlock.harness.bisect.Factor;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs that an explanation of some cases rests on; every one of them executes all of these cases. */
final class Experiments {
    /** Enough to tell what changes once from what changes always, and what changes by process. */
    private static final Repetitions OFTEN = new Repetitions(3, 4);

    /** So many processes are rarely the same by chance. */
    private static final Repetitions AGAIN = new Repetitions(3, 5);

    /** Tells a choice among few from one among many. */
    private static final Repetitions PROCESSES = new Repetitions(1, 10);

    private static final Repetitions ONCE = new Repetitions(1, 1);

    /** Above so many the single factors of a pair are left to {@code gradlock bisect}. */
    private static final int MOST_FACTORS = 6;

    private static final TraceRequest CAPTURE = new TraceRequest(0, true, null);

    private final Laboratory laboratory;

    /** A run with one thing changed. */
    record Changed(String factor, String text, Bundle bundle) {}

    Experiments(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    /** Executes the cases often, and captures the operations of the first execution. */
    Optional<Bundle> base(Side side) throws IOException, InterruptedException {
        ResolvedEnvironment environment = side.environment();
        return environment == null
                ? Optional.empty()
                : laboratory.run(side.name() + " again", environment, OFTEN, CAPTURE, 0);
    }

    /** Executes the cases in many processes. */
    Optional<Bundle> processes(Side side) throws IOException, InterruptedException {
        ResolvedEnvironment environment = side.environment();
        return environment == null
                ? Optional.empty()
                : laboratory.run(side.name() + " in many processes", environment, PROCESSES, TraceRequest.PLAIN, 0);
    }

    /** Captures one more execution: the first of another process, or a later one of it. */
    Optional<Bundle> another(Side side, int warmUp, int attempt) throws IOException, InterruptedException {
        String what = side.name() + ", " + (warmUp == 0 ? "another process" : "execution " + (warmUp + 1));
        return side.environment() == null
                ? Optional.empty()
                : laboratory.run(what, side.environment(), ONCE, new TraceRequest(warmUp, true, null), attempt);
    }

    /** Executes a side's operations again on inputs of the other. */
    Optional<Bundle> transplant(Side into, Side from, Transplantation inputs) throws IOException, InterruptedException {
        ResolvedEnvironment environment = into.environment();
        if (environment == null || inputs.isEmpty()) {
            return Optional.empty();
        }
        Path file = laboratory.folder().resolve("transplant.safetensors");
        Files.deleteIfExists(file);
        inputs.write(file);
        String what = into.name() + " on the inputs of " + from.name();
        return laboratory.run(what, environment, ONCE, new TraceRequest(0, false, file), 0);
    }

    /** Changes one thing at a time in a side. */
    List<Changed> changes(Side side, boolean often) throws IOException, InterruptedException {
        List<Changed> changed = new ArrayList<>();
        if (side.environment() != null) {
            for (Change change : Change.all(side.environment(), laboratory.runsProgram())) {
                run(side.name() + " with " + change.text(), change.environment(), often)
                        .ifPresent(bundle -> changed.add(new Changed(change.factor(), change.text(), bundle)));
            }
        }
        return changed;
    }

    /** Takes the factors in which the second side differs into the first, one at a time. */
    List<Changed> factors(Side left, Side right, boolean often) throws IOException, InterruptedException {
        List<Changed> changed = new ArrayList<>();
        EnvironmentPair pair = pair(left, right);
        if (pair != null && pair.factors().size() > 1 && pair.factors().size() <= MOST_FACTORS) {
            for (Factor factor : pair.factors()) {
                String text = factor.valued(true);
                run(left.name() + " with " + text, pair.hybrid(List.of(factor)), often)
                        .ifPresent(bundle -> changed.add(new Changed(name(factor), text, bundle)));
            }
        }
        return changed;
    }

    private Optional<Bundle> run(String what, ResolvedEnvironment environment, boolean often)
            throws IOException, InterruptedException {
        return laboratory.run(what, environment, often ? AGAIN : ONCE, TraceRequest.PLAIN, 0);
    }

    /** Returns the factors in which two sides differ, with what each has for it. */
    static Map<String, String> differing(Side left, Side right) {
        Map<String, String> factors = new LinkedHashMap<>();
        EnvironmentPair pair = pair(left, right);
        if (pair != null) {
            pair.factors().forEach(factor -> factors.put(name(factor), factor.valued(true)));
        }
        return factors;
    }

    private static @Nullable EnvironmentPair pair(Side left, Side right) {
        ResolvedEnvironment a = left.environment();
        ResolvedEnvironment b = right.environment();
        return a == null || b == null ? null : EnvironmentPair.of(a, b);
    }

    /** Returns a factor's name as rules know it: an option that sets a locale is a locale. */
    private static String name(Factor factor) {
        boolean language =
                factor.key().contains("user.language") || factor.key().contains("user.country");
        return factor.kind() == Factor.Kind.LOCALE || language ? "locale" : factor.name();
    }
}
