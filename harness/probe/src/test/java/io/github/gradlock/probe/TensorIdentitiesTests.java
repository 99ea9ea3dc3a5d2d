package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class TensorIdentitiesTests {
    @Test
    void numbersObjectsByIdentityAndLetsThemGo() throws InterruptedException {
        TensorIdentities identities = new TensorIdentities();
        String a = new String("same");
        String b = new String("same");
        long first = identities.renew(a);
        assertEquals(first, identities.find(a));
        assertEquals(null, identities.find(b));
        assertNotEquals(first, identities.renew(b));
        assertNotEquals(first, identities.renew(a), "changed in place");
        java.lang.ref.WeakReference<Object> gone = new java.lang.ref.WeakReference<>(new Object());
        identities.renew(Objects.requireNonNullElse(gone.get(), this));
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals(null, gone.get());
    }
}
