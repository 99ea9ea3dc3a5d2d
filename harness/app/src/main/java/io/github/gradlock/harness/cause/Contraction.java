package io.github.gradlock.harness.cause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sum of products of two tensors over the indices that their result has not, as {@code bij,bjk->bik} says it.
 *
 * @param a what an index is worth in the places of the first tensor; an index that it has not is missing
 * @param b the same of the second
 * @param output sizes of the result's indices, outermost first
 * @param summed sizes of the others
 */
record Contraction(
        Map<Character, Integer> a,
        Map<Character, Integer> b,
        Map<Character, Integer> output,
        Map<Character, Integer> summed) {
    private static final Pattern EQUATION = Pattern.compile("([a-zA-Z]*),([a-zA-Z]*)(?:->([a-zA-Z]*))?");

    /** Reads an equation; null if it is of other tensors, of diagonals, or has dots. */
    static @Nullable Contraction of(String equation, List<Long> a, List<Long> b, List<Long> output) {
        Matcher parts = EQUATION.matcher(equation.replaceAll("[\\s'\"]", ""));
        if (!parts.matches()) {
            return null;
        }
        String left = parts.group(1);
        String right = parts.group(2);
        String made = parts.group(3) == null ? implied(left + right) : parts.group(3);
        Map<Character, Integer> sizes = new TreeMap<>();
        if (!read(left, a, sizes) || !read(right, b, sizes) || !sizes.keySet().containsAll(letters(made))) {
            return null;
        }
        Map<Character, Integer> summed = new LinkedHashMap<>();
        for (char index : (left + right).toCharArray()) {
            if (made.indexOf(index) < 0) {
                summed.put(index, sizes.get(index));
            }
        }
        long terms = summed.values().stream().mapToLong(size -> size).reduce(1, (x, y) -> x * y);
        if (terms > Reduction.MOST_TERMS) {
            return null;
        }
        Map<Character, Integer> kept = new LinkedHashMap<>();
        made.chars().forEach(index -> kept.put((char) index, sizes.get((char) index)));
        return read(made, output, sizes)
                ? new Contraction(strides(left, sizes), strides(right, sizes), kept, summed)
                : null;
    }

    /** Returns whether each index has one size, and stands once. */
    private static boolean read(String indices, List<Long> shape, Map<Character, Integer> sizes) {
        if (indices.length() != shape.size() || indices.chars().distinct().count() != indices.length()) {
            return false;
        }
        for (int i = 0; i < indices.length(); i++) {
            if (shape.get(i) > Values.MOST) {
                return false;
            }
            int size = Math.toIntExact(shape.get(i));
            Integer known = sizes.putIfAbsent(indices.charAt(i), size);
            if (known != null && known != size) {
                return false;
            }
        }
        return true;
    }

    /** Where it is not said, the result has the indices that stand once, in the order of the alphabet. */
    private static String implied(String indices) {
        return indices.chars()
                .filter(index -> indices.indexOf(index) == indices.lastIndexOf(index))
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<Character> letters(String indices) {
        return indices.chars().mapToObj(index -> (char) index).toList();
    }

    private static Map<Character, Integer> strides(String indices, Map<Character, Integer> sizes) {
        Map<Character, Integer> strides = new TreeMap<>();
        int stride = 1;
        for (int i = indices.length() - 1; i >= 0; i--) {
            strides.put(indices.charAt(i), stride);
            stride *= sizes.getOrDefault(indices.charAt(i), 1);
        }
        return strides;
    }

    /** Returns where the factors of an element's products stand: in the first tensor, and in the second. */
    int[][] places(int element) {
        int count = summed.values().stream().reduce(1, (x, y) -> x * y);
        int[] start = at(element, output);
        int[][] places = new int[2][count];
        for (int term = 0; term < count; term++) {
            int[] moved = at(term, summed);
            places[0][term] = start[0] + moved[0];
            places[1][term] = start[1] + moved[1];
        }
        return places;
    }

    /** Returns what a place in row-major order over some indices is worth in both tensors. */
    private int[] at(int place, Map<Character, Integer> indices) {
        int[] at = new int[2];
        int rest = place;
        Character[] names = indices.keySet().toArray(Character[]::new);
        for (int i = names.length - 1; i >= 0; i--) {
            int size = indices.getOrDefault(names[i], 1);
            at[0] += rest % size * a.getOrDefault(names[i], 0);
            at[1] += rest % size * b.getOrDefault(names[i], 0);
            rest /= size;
        }
        return at;
    }
}
