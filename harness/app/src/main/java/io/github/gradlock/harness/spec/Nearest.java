package io.github.gradlock.harness.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
    private Nearest() {}

    /** Returns the nearest of the words within a third of the length of what was written, at least two edits; or one that it begins. */
    public static Optional<String> of(String written, Collection<String> words) {
        int allowed = Math.max(2, written.length() / 3);
        return words.stream()
                .filter(word -> distance(written, word) <= allowed && distance(written, word) < word.length()
                        || written.length() > 2 && word.startsWith(written))
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns a hint: the nearest word, or all of them. */
    public static String hint(String written, Collection<String> words) {
        return of(written, words)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> words.isEmpty()
                        ? "nothing is known here"
                        : "known here: "
                                + String.join(", ", words.stream().sorted().toList()));
    }

    /** Returns the optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
