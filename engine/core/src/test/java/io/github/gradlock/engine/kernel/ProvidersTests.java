package io.github.gradlock.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.scalar.ScalarKernels;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvidersTests {
    private static final List<KernelProvider> PROVIDERS =
            List.of(fake("cuda", "there is no driver"), fake("vector", null), fake("scalar", null));

    private static Fake fake(String name, @Nullable String unusableReason) {
        return new Fake(name, unusableReason, true);
    }

    private record Fake(String name, @Nullable String unusableReason, boolean isStrict) implements KernelProvider {
        @Override
        public int preference() {
            return 0;
        }

        @Override
        public Kernels create(int threads) {
            return new ScalarKernels(threads);
        }
    }

    @Test
    void theFirstUsableOneIsChosenAndTheReasonKept() {
        Providers.Choice choice = Providers.choose(PROVIDERS, null, 3);
        assertEquals("vector", choice.provider());
        assertEquals("cuda not used: there is no driver", choice.reason());
        assertEquals(3, choice.threads());
    }

    @Test
    void oneThatIsNotStrictIsTakenOnlyWhereItIsForced() {
        List<KernelProvider> providers = List.of(new Fake("loose", null, false), fake("scalar", null));
        assertTrue(Providers.choose(providers, null, 1).isStrict());
        assertFalse(Providers.choose(providers, "loose", 1).isStrict());
    }

    @Test
    void aForcedOneIsTakenOrRefusedWithItsReason() {
        assertEquals("scalar", Providers.choose(PROVIDERS, "scalar", 1).provider());
        String unusable = assertThrows(IllegalStateException.class, () -> Providers.choose(PROVIDERS, "cuda", 1))
                .getMessage();
        assertEquals(
                "kernels 'cuda' cannot be used here: there is no driver; drop -Dgradlock.kernels to let gradlock choose",
                unusable);
        String unknown = assertThrows(IllegalArgumentException.class, () -> Providers.choose(PROVIDERS, "vectr", 1))
                .getMessage();
        assertEquals(
                "unknown kernels 'vectr' in gradlock.kernels: known are, nearest first, vector, cuda, scalar", unknown);
        assertThrows(IllegalStateException.class, () -> Providers.choose(List.of(PROVIDERS.get(0)), null, 1));
    }

    @Test
    void theReferenceIsInstalled() {
        assertTrue(Providers.installed().stream()
                .anyMatch(provider -> provider.name().equals("scalar")));
        assertEquals(Providers.active(), Providers.active());
    }

    @Test
    void threadsAreANumber() {
        assertEquals(7, Providers.threads("7"));
        assertTrue(Providers.threads(null) >= 1);
        for (String wrong : List.of("0", "-1", "many", "", "2048")) {
            assertThrows(IllegalArgumentException.class, () -> Providers.threads(wrong));
        }
    }

    @Test
    void everyResultIsComputedOnce() {
        for (int threads : new int[] {1, 2, 3, 7}) {
            AtomicIntegerArray counts = new AtomicIntegerArray(1000);
            new Workers(threads).split(1000, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    counts.incrementAndGet(i);
                }
            });
            int[] actual = new int[1000];
            int[] once = new int[1000];
            for (int i = 0; i < 1000; i++) {
                actual[i] = counts.get(i);
                once[i] = 1;
            }
            assertArrayEquals(once, actual);
        }
    }

    @Test
    void aFailureInAnyThreadReachesTheCallerAfterAllHaveEnded() {
        AtomicInteger running = new AtomicInteger();
        Workers workers = new Workers(4);
        for (int failing = 0; failing < 4; failing++) {
            int part = failing * 250;
            assertThrows(
                    ArithmeticException.class,
                    () -> workers.split(1000, 1, (from, to) -> {
                        running.incrementAndGet();
                        try {
                            if (from == part) {
                                throw new ArithmeticException("part " + part);
                            }
                            Thread.sleep(5);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            running.decrementAndGet();
                        }
                    }));
            assertEquals(0, running.get());
        }
    }
}
