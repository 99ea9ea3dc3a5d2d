package io.github.gradlock.harness.localise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignmentTests {
    @Test
    void pairsAsManyAsALongestCommonSequenceHas() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 500; trial++) {
            List<String> left = letters(random, random.nextInt(12));
            List<String> right = letters(random, random.nextInt(12));
            List<Alignment.Pair> pairs = Alignment.of(left, right);
            assertEquals(everyPosition(left), positions(pairs, true), "all of the left, in order");
            assertEquals(everyPosition(right), positions(pairs, false), "all of the right, in order");
            List<Alignment.Pair> common = pairs.stream()
                    .filter(pair -> pair.left() >= 0 && pair.right() >= 0)
                    .toList();
            common.forEach(pair -> assertEquals(left.get(pair.left()), right.get(pair.right())));
            assertEquals(longestCommon(left, right), common.size(), left + " " + right);
        }
    }

    @Test
    void alignsTheEndsOfListsThatHaveAlmostNothingInCommon() {
        List<String> left = new ArrayList<>(List.of("first"));
        List<String> right = new ArrayList<>(List.of("first"));
        for (int i = 0; i < 1000; i++) {
            left.add("a" + i);
            right.add("b" + i);
        }
        left.add("last");
        right.add("last");
        List<Alignment.Pair> pairs = Alignment.of(left, right);
        assertEquals(2 + 2000, pairs.size());
        assertEquals(new Alignment.Pair(1001, 1001), pairs.get(pairs.size() - 1));
    }

    private static List<String> letters(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(3))))
                .toList();
    }

    private static List<Integer> everyPosition(List<String> list) {
        return IntStream.range(0, list.size()).boxed().toList();
    }

    private static List<Integer> positions(List<Alignment.Pair> pairs, boolean left) {
        return pairs.stream()
                .map(pair -> left ? pair.left() : pair.right())
                .filter(position -> position >= 0)
                .toList();
    }

    private static int longestCommon(List<String> left, List<String> right) {
        int[][] longest = new int[left.size() + 1][right.size() + 1];
        for (int i = 1; i <= left.size(); i++) {
            for (int j = 1; j <= right.size(); j++) {
                longest[i][j] = left.get(i - 1).equals(right.get(j - 1))
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return longest[left.size()][right.size()];
    }
}
