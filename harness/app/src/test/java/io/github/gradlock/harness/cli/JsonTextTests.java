package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTextTests {
    @Test
    void keepsAnOrderThatIsThere() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "a");
        document.put("file", null);
        document.put("current", true);
        assertEquals(
                "{\"name\":\"a\",\"file\":null,\"current\":true}",
                JsonText.of(document).replaceAll("\\s", ""));
    }

    /** Maps and sets of the JDK that cannot be changed have another order in each process. */
    @Test
    void sortsWhatHasNone() {
        Map<String, Integer> none =
                IntStream.range(10, 40).boxed().collect(Collectors.toUnmodifiableMap(i -> "k" + i, i -> i));
        String sorted =
                IntStream.range(10, 40).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));
        assertEquals(
                "[{\"rows\":[" + sorted + "]},[\"a\",\"b\",\"c\",\"d\"]]",
                JsonText.of(List.of(Map.of("rows", List.of(none)), Set.of("d", "b", "a", "c")))
                        .replaceAll("\\s", ""));
    }
}
