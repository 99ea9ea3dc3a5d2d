package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.CaseRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the values of a tensor stand over the executions of one environment.
 *
 * <p>Few executions can fit several orders at once, and executions without any order can fit one by chance. {@link #possible}
 * holds every kind that the executions leave open; a conclusion from {@link #kind} alone is one too early.
 *
 * @param kind what the executions show first of all
 * @param possible every kind that fits, {@code kind} first
 * @param chance how likely the same values, arranged at random, would fit the best excluded order as well as they do: the least
 *     over the ordered kinds that fit; 1 where none does, or where processes executed unlike iterations
 * @param processes number of processes
 * @param iterations greatest number of executions of one process
 * @param executions number of executions in all processes
 * @param distinct number of distinct values
 * @param mostFrequent number of executions that gave the most frequent value
 * @param firstDiffering the first execution that is unlike the first one; null if there is none
 * @param changes iterations at which some process gave another value than in its iteration before
 */
public record RepetitionPattern(
        Kind kind,
        List<Kind> possible,
        double chance,
        int processes,
        int iterations,
        int executions,
        int distinct,
        int mostFrequent,
        @Nullable Place firstDiffering,
        SortedSet<Integer> changes) {
    /** Copies the collections. */
    public RepetitionPattern {
        possible = List.copyOf(possible);
        changes = Collections.unmodifiableSortedSet(new TreeSet<>(changes));
    }

    /** Orders that values can stand in; reports use the words. */
    public enum Kind {
        /** One value in all executions. */
        CONSTANT("the same bits in every execution"),
        /** Two values; no process changes more than once, and all that change do so in the same direction: a JIT compiler. */
        WARM_UP_FLIP("a change at warm-up, as a JIT compiler's"),
        /** An iteration has the same value in every process: state is carried from one execution to the next. */
        PER_ITERATION("state carried over from one execution to the next"),
        /** A process has one value, and not all have the same: hash salt, seed drawn at start, auto-tuning. */
        PER_PROCESS("state of the process"),
        /** No order: race, clock, unseeded random, identity hash. Two orders at once look so too. */
        PER_EXECUTION("a change with every execution"),
        /** No order, and a value that at least three of four executions gave: a race that is seldom lost. */
        RARE("a rare change with an execution"),
        /** The traced execution has a value of its own, all others have the same: recording may change the bits. */
        OBSERVER("an effect of tracing");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** Returns what it stands for, as part of a sentence. */
        public String phrase() {
            return phrase;
        }
    }

    /**
     * An execution.
     *
     * @param restart number of its process, from 0
     * @param iteration number within the process, from 0
     */
    public record Place(int restart, int iteration) {}

    /**
     * Reads the order of a tensor's values in the executions of a case that passed.
     *
     * @param record the case, from one environment
     * @param tensor its name in the case; an execution without it counts as one with a value of its own
     * @param traced whether the first execution of the first process was traced
     */
    public static RepetitionPattern of(CaseRecord record, String tensor, boolean traced) {
        return new RepetitionOrder(RepetitionGrid.of(record, tensor), traced).pattern();
    }

    /**
     * Reads the order of values.
     *
     * @param processes by process, what its executions gave; equal texts for equal bits
     * @param traced whether the first execution of the first process was traced
     */
    public static RepetitionPattern of(List<List<String>> processes, boolean traced) {
        return new RepetitionOrder(RepetitionGrid.of(processes), traced).pattern();
    }

    /** Returns the share of executions that gave the most frequent value. */
    public double mostFrequentShare() {
        return executions == 0 ? 1 : (double) mostFrequent / executions;
    }

    /** Returns whether executions followed the change at warm-up, so that it is known to stay. */
    public boolean isSettled() {
        return changes.isEmpty() || changes.first() + 1 < iterations;
    }

    /** Returns whether only one kind fits. */
    public boolean isCertain() {
        return possible.size() == 1;
    }

    /** Returns the order and what makes such an order, in a sentence without its end. */
    public String text() {
        return switch (kind) {
            case CONSTANT, OBSERVER -> order();
            case WARM_UP_FLIP -> order() + ": as a JIT compiler's change or a warm-up of the program's own does";
            case PER_ITERATION -> order() + ": as state does that is carried over from one execution to the next";
            case PER_PROCESS -> order() + ": as a hash salt, a seed drawn at start or auto-tuning does";
            case PER_EXECUTION -> order() + ": as a race, a clock or unseeded random numbers do";
            case RARE -> order() + ": as a race does that is seldom lost";
        };
    }

    /** Returns the order alone, in a sentence without its end: {@code one change at iteration 1, constant after it}. */
    public String order() {
        return switch (kind) {
            case CONSTANT -> "the same bits in all %d executions".formatted(executions);
            case WARM_UP_FLIP ->
                "one change at iteration " + range(changes)
                        + (isSettled() ? ", constant after it" : ", and no iteration after it");
            case PER_ITERATION -> "iteration by iteration the same in every process";
            case PER_PROCESS -> "constant within a process, %d values in %d processes".formatted(distinct, processes);
            case PER_EXECUTION -> "no order, %d values in %d executions".formatted(distinct, executions);
            case RARE -> "rare, %d of %d executions".formatted(executions - mostFrequent, executions);
            case OBSERVER -> "the traced execution is the only one that differs: recording may change its bits";
        };
    }

    /** Returns what the executions cannot tell it from, in a sentence without its end; empty if there is nothing. */
    public String doubt() {
        if (isCertain()) {
            return "";
        }
        String others = possible.stream()
                .skip(1)
                .map(Kind::phrase)
                .collect(Collectors.collectingAndThen(Collectors.toCollection(ArrayList::new), words -> {
                    String last = words.remove(words.size() - 1);
                    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
                }));
        return "%d × %d executions cannot tell this from %s".formatted(processes, iterations, others);
    }

    private static String range(SortedSet<Integer> numbers) {
        return numbers.first().equals(numbers.last())
                ? String.valueOf(numbers.first())
                : numbers.first() + " to " + numbers.last();
    }
}
