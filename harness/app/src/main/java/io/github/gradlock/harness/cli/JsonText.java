package io.github.gradlock.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the document of {@code --json}. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /** No document shows a login either. */
    private static @Nullable Object ordered(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            boolean kept = map instanceof LinkedHashMap || map instanceof SortedMap;
            Map<String, @Nullable Object> copy = kept ? new LinkedHashMap<>() : new TreeMap<>();
            map.forEach((key, each) -> copy.put(String.valueOf(key), ordered(each)));
            return copy;
        }
        if (value instanceof Set<?> set && !(set instanceof LinkedHashSet || set instanceof SortedSet)) {
            return set.stream()
                    .map(String::valueOf)
                    .map(PlainText::withoutPasswords)
                    .sorted()
                    .toList();
        }
        return value instanceof Collection<?> all
                ? all.stream().map(JsonText::ordered).collect(Collectors.toCollection(ArrayList::new))
                : value instanceof String text ? PlainText.withoutPasswords(text) : value;
    }

    /**
     * Returns maps, lists, texts and numbers as indented JSON, the same text in every process: maps that keep an order are written in it, and
     * all others, {@link Map#of} among them, by their keys.
     */
    static String of(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(ordered(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and lists are always JSON", impossible);
        }
    }
}
