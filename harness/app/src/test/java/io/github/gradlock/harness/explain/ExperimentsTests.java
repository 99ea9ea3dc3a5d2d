package io.github.gradlock.harness.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.explain.Experiments.Changed;
import io.github.gradlock.harness.explain.Experiments.Changes;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.protocol.Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which runs are ordered at once, and that each bundle goes where its order came from. */
class ExperimentsTests {
    private final Side a = side("a", TinySuite.host(Duration.ofMinutes(1), Map.of()));
    private final Side b = side("b", TinySuite.host(Duration.ofMinutes(1), Map.of("threads", "3", "avx", "0")));
    private final Side elsewhere = side("elsewhere", null);
    private final RecordingLaboratory laboratory = new RecordingLaboratory();
    private final Experiments experiments = new Experiments(laboratory);

    @Test
    void bothSidesAreRunAtOnceAndOneThatCannotBeGetsNothing() throws Exception {
        List<Optional<Bundle>> bundles = experiments.base(List.of(elsewhere, b));

        assertEquals(List.of(List.of("b again")), laboratory.batches);
        assertFalse(bundles.get(0).isPresent());
        assertEquals("b again", name(bundles.get(1).orElseThrow()));
    }

    @Test
    void changesOfBothSidesAreRunAtOnceAndKeepTheirBundles() throws Exception {
        laboratory.fails = "a with jit=int";

        Changes changes = experiments.changes(List.of(a, b), false);

        assertEquals(1, laboratory.batches.size());
        List<String> ofLeft =
                changes.left().stream().map(ExperimentsTests::name).toList();
        assertEquals(List.of("a with threads=3", "a with avx=0"), sorted(ofLeft.subList(0, 2)), "factors first");
        assertTrue(ofLeft.contains("a with jit=c1"), ofLeft::toString);
        assertFalse(ofLeft.contains("a with jit=int"), ofLeft::toString);
        for (Changed one : changes.left()) {
            assertEquals("a with " + one.text(), name(one));
        }
        assertFalse(changes.right().isEmpty());
        for (Changed one : changes.right()) {
            assertEquals("b with " + one.text(), name(one));
        }
        assertEquals(
                laboratory.batches.get(0).size() - 1,
                changes.left().size() + changes.right().size());
    }

    @Test
    void whatVariesIsRunWithoutTracingToo() throws Exception {
        experiments.changes(List.of(a), true);
        assertTrue(laboratory.untraced.contains("a with no tracing"), laboratory.untraced::toString);
        laboratory.untraced.clear();
        experiments.changes(List.of(a), false);
        assertEquals(List.of(), laboratory.untraced);
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted((x, y) -> y.compareTo(x)).toList();
    }

    private static String name(Changed changed) {
        return name(changed.bundle());
    }

    private static String name(Bundle bundle) {
        return bundle.manifest().identity().displayName();
    }

    private static Side side(String name, @Nullable ResolvedEnvironment environment) {
        return new Side(name, new BundleFixture(name), environment);
    }

    /** Answers each order with a bundle of its name. */
    private static final class RecordingLaboratory implements Laboratory {
        final List<List<String>> batches = new ArrayList<>();
        final List<String> untraced = new ArrayList<>();
        String fails = "";

        @Override
        public List<Optional<Bundle>> run(List<Order> orders) {
            batches.add(orders.stream().map(Order::what).toList());
            List<Optional<Bundle>> bundles = new ArrayList<>();
            for (Order order : orders) {
                String what = order.what();
                if (!order.trace().operations()) {
                    untraced.add(what);
                }
                bundles.add(what.equals(fails) ? Optional.empty() : Optional.of(new BundleFixture(what)));
            }
            return bundles;
        }

        @Override
        public boolean runsProgram() {
            return false;
        }

        @Override
        public Path folder() {
            return Path.of("");
        }
    }
}
