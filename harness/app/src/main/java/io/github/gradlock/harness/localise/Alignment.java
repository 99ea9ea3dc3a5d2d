package io.github.gradlock.harness.localise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the longest common sequence of two lists by Myers' algorithm (An O(ND) Difference Algorithm and Its Variations, 1986).
 *
 * <p>Lists that differ in more than {@value #MOST_EDITS} places are aligned at their common start and end only.
 */
final class Alignment {
    /** Its square bounds the memory, four bytes each. */
    private static final int MOST_EDITS = 1500;

    /** Two positions that belong together; −1 stands for none. */
    record Pair(int left, int right) {}

    private final List<String> left;
    private final List<String> right;

    private Alignment(List<String> left, List<String> right) {
        this.left = left;
        this.right = right;
    }

    /** Returns all positions of both lists, in order; of a replaced part first those of the left, then those of the right. */
    static List<Pair> of(List<String> left, List<String> right) {
        int start = 0;
        int shorter = Math.min(left.size(), right.size());
        while (start < shorter && left.get(start).equals(right.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && left.get(left.size() - 1 - end).equals(right.get(right.size() - 1 - end))) {
            end++;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < start; i++) {
            pairs.add(new Pair(i, i));
        }
        new Alignment(left.subList(start, left.size() - end), right.subList(start, right.size() - end))
                .align(start, pairs);
        for (int i = end; i > 0; i--) {
            pairs.add(new Pair(left.size() - i, right.size() - i));
        }
        return pairs;
    }

    private void align(int offset, List<Pair> pairs) {
        List<int[]> reached = new ArrayList<>();
        int edits = search(reached);
        if (edits < 0) {
            for (int i = 0; i < left.size(); i++) {
                pairs.add(new Pair(offset + i, -1));
            }
            for (int j = 0; j < right.size(); j++) {
                pairs.add(new Pair(-1, offset + j));
            }
            return;
        }
        Deque<Pair> backwards = new ArrayDeque<>();
        int x = left.size();
        int y = right.size();
        for (int d = edits; d >= 0; d--) {
            int[] furthest = reached.get(d);
            int k = x - y;
            boolean down = k == -d || k != d && furthest[index(k - 1)] < furthest[index(k + 1)];
            int before = d == 0 ? 0 : furthest[index(down ? k + 1 : k - 1)];
            int beforeY = d == 0 ? 0 : before - (down ? k + 1 : k - 1);
            int startX = d == 0 || !down ? Math.min(x, d == 0 ? 0 : before + 1) : before;
            while (x > startX) {
                backwards.push(new Pair(offset + --x, offset + --y));
            }
            if (d > 0) {
                backwards.push(down ? new Pair(-1, offset + beforeY) : new Pair(offset + before, -1));
                x = before;
                y = beforeY;
            }
        }
        pairs.addAll(backwards);
    }

    /** Returns the number of edits, with the furthest positions reached before each; −1 if there are too many. */
    private int search(List<int[]> reached) {
        int most = Math.min(MOST_EDITS, left.size() + right.size());
        int[] furthest = new int[2 * MOST_EDITS + 3];
        for (int d = 0; d <= most; d++) {
            reached.add(furthest.clone());
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0
                        ? 0
                        : k == -d || k != d && furthest[index(k - 1)] < furthest[index(k + 1)]
                                ? furthest[index(k + 1)]
                                : furthest[index(k - 1)] + 1;
                while (x < left.size() && x - k < right.size() && left.get(x).equals(right.get(x - k))) {
                    x++;
                }
                furthest[index(k)] = x;
                if (x >= left.size() && x - k >= right.size()) {
                    return d;
                }
            }
        }
        return -1;
    }

    private static int index(int diagonal) {
        return diagonal + MOST_EDITS + 1;
    }
}
