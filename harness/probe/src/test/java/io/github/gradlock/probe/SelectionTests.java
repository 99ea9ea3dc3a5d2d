package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTests {
    @Test
    void globsMatchWholeIds() {
        Selection selection = new Selection(List.of("soft*.grad", "a[1]", "b?"), null);
        List<String> matching = new ArrayList<>(
                List.of("softmax.grad", "soft.grad", "a[1]", "bc", "softmax.gradient", "a1", "b", "xsoft.grad"));
        matching.removeIf(id -> !selection.matches(id));
        assertEquals(List.of("softmax.grad", "soft.grad", "a[1]", "bc"), matching);
        assertTrue(new Selection(List.of(), null).matches("anything"));
    }
}
