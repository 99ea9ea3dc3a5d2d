package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.bisect.EnvironmentPair;
import io.github.gradlock.harness.bisect.Factor;
import io.github.gradlock.harness.explain.Laboratory.Order;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    private static final TraceRequest CAPTURE = new TraceRequest(true, 0, true, null);

    private final Laboratory laboratory;

    /** A run with one thing changed. */
    record Changed(String factor, String text, Bundle bundle) {}

    Experiments(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    /** Executes the cases often on each side, and captures the operations of the first execution. */
    List<Optional<Bundle>> base(List<Side> sides) throws IOException, InterruptedException {
        return run(sides, side -> order(side, side.name() + " again", OFTEN, CAPTURE, 0));
    }

    /** Executes the cases in many processes. */
    List<Optional<Bundle>> processes(List<Side> sides) throws IOException, InterruptedException {
        return run(sides, side -> order(side, side.name() + " in many processes", PROCESSES, TraceRequest.PLAIN, 0));
    }

    /** Captures one more execution: the first of another process, or a later one of it. */
    List<Optional<Bundle>> another(List<Side> sides, int warmUp, int attempt) throws IOException, InterruptedException {
        String what = warmUp == 0 ? "another process" : "execution " + (warmUp + 1);
        TraceRequest trace = new TraceRequest(true, warmUp, true, null);
        return run(sides, side -> order(side, side.name() + ", " + what, ONCE, trace, attempt));
    }

    /**
     * One side's inputs, on which the other's operations are executed again.
     *
     * @param into the side that executes
     * @param from the side that the inputs are of
     * @param inputs by operation
     */
    record Transplant(Side into, Side from, Transplantation inputs) {}

    /** Executes operations again on inputs of the other side. */
    List<Optional<Bundle>> transplant(List<Transplant> transplants) throws IOException, InterruptedException {
        List<Optional<Order>> orders = new ArrayList<>();
        for (Transplant one : transplants) {
            if (one.into().environment() == null || one.inputs().isEmpty()) {
                orders.add(Optional.empty());
                continue;
            }
            Path file = laboratory.folder().resolve("transplant-" + orders.size() + ".safetensors");
            Files.deleteIfExists(file);
            one.inputs().write(file);
            String what = one.into().name() + " on the inputs of " + one.from().name();
            orders.add(order(one.into(), what, ONCE, new TraceRequest(true, 0, false, file), 0));
        }
        return run(orders);
    }

    /**
     * What came of changes.
     *
     * @param left of the first side
     * @param right of the second; none if there is one side only
     */
    record Changes(List<Changed> left, List<Changed> right) {}

    /** Changes one thing at a time in each side; of two, also takes each factor in which they differ from the second into the first. */
    Changes changes(List<Side> sides, boolean often) throws IOException, InterruptedException {
        Side left = sides.get(0);
        List<Change> ofLeft = new ArrayList<>();
        List<Change> ofRight = new ArrayList<>();
        if (sides.size() > 1) {
            ofLeft.addAll(factors(left, sides.get(1)));
            ofRight.addAll(changes(sides.get(1), often));
        }
        ofLeft.addAll(changes(left, often));
        List<Optional<Order>> orders = new ArrayList<>();
        ofLeft.forEach(change -> orders.add(Optional.of(order(left, change, often))));
        ofRight.forEach(change -> orders.add(Optional.of(order(sides.get(1), change, often))));
        List<Optional<Bundle>> bundles = run(orders);
        return new Changes(
                changed(ofLeft, bundles.subList(0, ofLeft.size())),
                changed(ofRight, bundles.subList(ofLeft.size(), bundles.size())));
    }

    private List<Change> changes(Side side, boolean varying) {
        if (side.environment() == null) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(Change.all(side.environment(), laboratory.runsProgram()));
        if (varying) {
            changes.add(Change.untraced(side.environment()));
        }
        return changes;
    }

    private static List<Change> factors(Side left, Side right) {
        List<Change> changes = new ArrayList<>();
        EnvironmentPair pair = pair(left, right);
        if (pair != null && pair.factors().size() > 1 && pair.factors().size() <= MOST_FACTORS) {
            for (Factor factor : pair.factors()) {
                changes.add(new Change(name(factor), factor.valued(true), pair.hybrid(List.of(factor))));
            }
        }
        return changes;
    }

    private static List<Changed> changed(List<Change> changes, List<Optional<Bundle>> bundles) {
        List<Changed> changed = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            bundles.get(i).ifPresent(bundle -> changed.add(new Changed(change.factor(), change.text(), bundle)));
        }
        return changed;
    }

    private static Order order(Side side, Change change, boolean often) {
        String what = side.name() + " with " + change.text();
        return new Order(what, change.environment(), often ? AGAIN : ONCE, change.trace(), 0);
    }

    private static Optional<Order> order(
            Side side, String what, Repetitions repetitions, TraceRequest trace, int attempt) {
        return Optional.ofNullable(side.environment())
                .map(environment -> new Order(what, environment, repetitions, trace, attempt));
    }

    private List<Optional<Bundle>> run(List<Side> sides, Function<Side, Optional<Order>> order)
            throws IOException, InterruptedException {
        return run(sides.stream().map(order).toList());
    }

    /** Returns a bundle for each order; none where there is no order, since the side cannot be run here. */
    private List<Optional<Bundle>> run(List<Optional<Order>> orders) throws IOException, InterruptedException {
        Iterator<Optional<Bundle>> bundles = laboratory
                .run(orders.stream().flatMap(Optional::stream).toList())
                .iterator();
        List<Optional<Bundle>> all = new ArrayList<>();
        for (Optional<Order> order : orders) {
            all.add(order.isPresent() ? bundles.next() : Optional.empty());
        }
        return all;
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
