package io.github.gradlock.harness.bisect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Options of a JVM by what they set, so that each setting can be taken from one list or another. */
final class JvmChoice {
    private static final String COLLECTOR = "garbage collector";

    private JvmChoice() {}

    /** Returns the settings of a list: all options of one setting, in their order. */
    static Map<String, String> settings(List<String> options) {
        return groups(options).entrySet().stream()
                .filter(group -> !isUnlock(group.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> group.getValue().stream()
                                .map(words -> String.join(" ", words))
                                .collect(Collectors.joining(" ")),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    /**
     * Returns the first list with some settings as the second has them.
     *
     * <p>What unlocks other options changes nothing by itself and has to come before them, so a mixture has it from both.
     */
    static List<String> mix(List<String> a, List<String> b, Predicate<String> isFromB) {
        Map<String, List<List<String>>> ofA = groups(a);
        Map<String, List<List<String>>> ofB = groups(b);
        Set<String> keys = new LinkedHashSet<>(ofA.keySet());
        keys.addAll(ofB.keySet());
        List<String> mixed = new ArrayList<>();
        keys.stream().filter(JvmChoice::isUnlock).forEach(mixed::add);
        keys.stream()
                .filter(key -> !isUnlock(key))
                .forEach(key -> (isFromB.test(key) ? ofB : ofA)
                        .getOrDefault(key, List.of())
                        .forEach(mixed::addAll));
        return mixed;
    }

    /** An option's own words stand together: {@code --add-opens module/package=other} are two. */
    private static Map<String, List<List<String>>> groups(List<String> options) {
        Map<String, List<List<String>>> groups = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            words.add(options.get(i));
            if (i + 1 == options.size() || options.get(i + 1).startsWith("-")) {
                groups.computeIfAbsent(key(words), key -> new ArrayList<>()).add(List.copyOf(words));
                words.clear();
            }
        }
        return groups;
    }

    private static boolean isUnlock(String key) {
        return key.matches("-XX:\\+Unlock\\w+Options");
    }

    /** Returns what an option sets: a later option that sets the same wins over it, or contradicts it. */
    private static String key(List<String> words) {
        String option = words.get(0);
        if (isUnlock(option) || words.size() > 1) {
            return String.join(" ", words);
        }
        if (option.matches("-XX:[+-]Use\\w+GC")) {
            return COLLECTOR;
        }
        if (option.matches("-X(int|comp|mixed)")) {
            return "-Xint";
        }
        if (option.startsWith("-XX:")) {
            return option.replaceFirst("^-XX:[+-]?", "-XX:").replaceFirst("=.*", "");
        }
        if (option.startsWith("-D")) {
            return option.replaceFirst("=.*", "");
        }
        String size = option.replaceFirst("^(-X(?:m[snx]|ss)).*", "$1");
        return size.equals(option) ? option : size;
    }
}
