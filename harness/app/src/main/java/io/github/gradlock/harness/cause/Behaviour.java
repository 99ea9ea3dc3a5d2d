package io.github.gradlock.harness.cause;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a case behaves when an environment executes it again and again.
 *
 * @param side name of the environment
 * @param processes for each process the digests of its executions, in order
 */
public record Behaviour(String side, List<List<String>> processes) {
    /** Copies the lists. */
    public Behaviour {
        processes = processes.stream().map(List::copyOf).toList();
    }

    /** Returns how often it was executed. */
    public int executions() {
        return processes.stream().mapToInt(List::size).sum();
    }

    /** Returns how many results there are. */
    public int distinct() {
        Set<String> values = new HashSet<>();
        processes.forEach(values::addAll);
        return values.size();
    }

    /** Returns whether all executions gave the same. */
    public boolean isSteady() {
        return distinct() <= 1;
    }

    /** Returns whether each process agrees with itself. */
    public boolean isSteadyWithinProcesses() {
        return processes.stream().allMatch(process -> new HashSet<>(process).size() <= 1);
    }

    /** Returns whether the n-th execution gave the same in every process, for each n. */
    public boolean isByIteration() {
        int longest = processes.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            Set<String> values = new HashSet<>();
            for (List<String> process : processes) {
                if (i < process.size()) {
                    values.add(process.get(i));
                }
            }
            if (values.size() > 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether every process changes at most once, all from one value to one other. */
    public boolean isFlip() {
        Set<String> first = new HashSet<>();
        Set<String> last = new HashSet<>();
        for (List<String> process : processes) {
            int changes = 0;
            for (int i = 1; i < process.size(); i++) {
                changes += process.get(i).equals(process.get(i - 1)) ? 0 : 1;
            }
            if (changes > 1) {
                return false;
            }
            first.add(process.get(0));
            if (changes == 1) {
                last.add(process.get(process.size() - 1));
            }
        }
        return first.size() == 1 && last.size() == 1;
    }
}
