package io.github.gradlock.probe;

import io.github.gradlock.protocol.Shard;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the harness asks of one process of a run.
 *
 * @param session folder to write into, empty or missing
 * @param suite name of the suite
 * @param scan jars and class folders to look for tests in; they must be on the class path
 * @param iterations executions of each case in this process
 * @param seed for all randomness
 * @param restart number of this process, from 0
 * @param tags JUnit tag expressions of which one must hold; empty for all
 * @param select globs over case ids of which one must match; empty for all
 * @param shard which part of what these leave; null for all of it
 * @param warmUp executions before the first that is recorded
 * @param trace whether operations are traced (in the first recorded execution of the first process)
 * @param capture whether the elements of their inputs and outputs are kept
 * @param transplant inputs on which operations are executed again; null for none
 * @param progress whether {@code progress <done> <total>} is printed to stdout
 * @param dieWithStdin whether the process ends when its standard input does: the harness holds it open while it lives
 */
record ProbeOptions(
        Path session,
        String suite,
        List<Path> scan,
        int iterations,
        long seed,
        int restart,
        List<String> tags,
        List<String> select,
        @Nullable Shard shard,
        int warmUp,
        boolean trace,
        boolean capture,
        @Nullable Path transplant,
        boolean progress,
        boolean dieWithStdin) {
    static final String USAGE =
            "usage: Main --session DIR --suite NAME --scan JAR_OR_DIR... [--iterations N] [--seed S] [--restart R]"
                    + " [--tag T]... [--select GLOB]... [--shard K/N] [--warm-up N] [--no-trace] [--capture]"
                    + " [--transplant FILE] [--progress] [--die-with-stdin]";

    /** Arguments that cannot be understood. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static ProbeOptions parse(String... arguments) throws UsageException {
        @Nullable Path session = null;
        @Nullable String suite = null;
        List<Path> scan = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        List<String> select = new ArrayList<>();
        @Nullable Shard shard = null;
        long iterations = 1;
        long seed = 0;
        long restart = 0;
        long warmUp = 0;
        boolean trace = true;
        boolean capture = false;
        @Nullable Path transplant = null;
        boolean progress = false;
        boolean dieWithStdin = false;
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--session" -> session = Path.of(value(option, left));
                case "--suite" -> suite = value(option, left);
                case "--scan" -> scan.add(Path.of(value(option, left)));
                case "--iterations" -> iterations = number(option, left, 1, 1_000_000);
                case "--seed" -> seed = number(option, left, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--restart" -> restart = number(option, left, 0, 1_000_000);
                case "--tag" -> tags.add(value(option, left));
                case "--select" -> select.add(value(option, left));
                case "--shard" -> shard = shard(value(option, left));
                case "--warm-up" -> warmUp = number(option, left, 0, 1_000_000);
                case "--no-trace" -> trace = false;
                case "--capture" -> capture = true;
                case "--transplant" -> transplant = Path.of(value(option, left));
                case "--progress" -> progress = true;
                case "--die-with-stdin" -> dieWithStdin = true;
                default -> throw new UsageException("unknown option '" + option + "'");
            }
        }
        if (session == null || suite == null || scan.isEmpty()) {
            throw new UsageException("--session, --suite and --scan are needed");
        }
        return new ProbeOptions(
                session,
                suite,
                scan,
                (int) iterations,
                seed,
                (int) restart,
                tags,
                select,
                shard,
                (int) warmUp,
                trace,
                capture,
                transplant,
                progress,
                dieWithStdin);
    }

    private static String value(String option, Deque<String> left) throws UsageException {
        String value = left.poll();
        if (value == null) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    private static Shard shard(String text) throws UsageException {
        try {
            return Shard.parse(text);
        } catch (IllegalArgumentException none) {
            throw new UsageException("--shard: " + none.getMessage());
        }
    }

    private static long number(String option, Deque<String> left, long least, long most) throws UsageException {
        String text = value(option, left);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(option + " needs a whole number, not '" + text + "'");
        }
        throw new UsageException(option + " must be between " + least + " and " + most + ", not " + text);
    }
}
