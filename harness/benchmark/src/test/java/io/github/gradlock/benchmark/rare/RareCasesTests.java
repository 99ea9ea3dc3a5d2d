package io.github.gradlock.benchmark.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.gradlock.benchmark.Witness;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RareCasesTests {
    @Test
    void everyFaultChangesItsGradientAndHasOneOtherValue() {
        RareCases.fires().forEach(named -> {
            RareCases.Rare rare = named.getPayload();
            Witness usual = witness(rare, false);
            Witness fired = witness(rare, true);
            assertNotEquals(usual.gradients, fired.gradients, named.getName());
            assertEquals(Set.of("5 backward mul"), usual.origins(fired), named.getName());
            assertEquals(fired.gradients, witness(rare, true).gradients, named.getName());
        });
    }

    private static Witness witness(RareCases.Rare rare, boolean isFired) {
        Witness witness = new Witness(true, 0);
        RareCases.run(rare, isFired, witness);
        return witness;
    }
}
