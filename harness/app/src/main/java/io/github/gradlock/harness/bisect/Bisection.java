package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.bisect.BisectionResult.Finding;
import io.github.gradlock.harness.bisect.BisectionResult.Power;
import io.github.gradlock.harness.diff.Confidence;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Runs two environments, finds a case in which they differ, and searches for the factors that make it differ. */
public final class Bisection {
    /** More cases than these are not run in every trial. */
    private static final int SEARCHED = 32;

    /** As many processes tell how often a flaky difference shows. */
    private static final int PROCESSES = 10;

    /** A difference that needs more processes a trial is too rare to be searched for. */
    private static final int MOST_PROCESSES = 400;

    private final EnvironmentPair pair;
    private final Experiment experiment;
    private final List<String> patterns;
    private final Repetitions repetitions;
    private final double confidence;
    private final String suite;
    private final BisectionListener listener;
    private final List<TrialRecord> trials = new ArrayList<>();
    private final Map<List<Factor>, Observation> observations = new HashMap<>();

    /**
     * @param pair of environments with at least one factor
     * @param experiment runs them and what is between them
     * @param patterns of the cases; empty for all
     * @param repetitions of every run, where the difference is not flaky
     * @param confidence with which a search for a flaky difference misses nothing
     * @param suite the arguments with which another command runs the same suite in environments of the same folder; empty for the default
     * @param listener hears how it goes
     */
    public Bisection(
            EnvironmentPair pair,
            Experiment experiment,
            List<String> patterns,
            Repetitions repetitions,
            double confidence,
            String suite,
            BisectionListener listener) {
        this.pair = pair;
        this.experiment = experiment;
        this.patterns = List.copyOf(patterns);
        this.repetitions = repetitions;
        this.confidence = confidence;
        this.suite = suite;
        this.listener = listener;
    }

    /**
     * Does everything.
     *
     * @throws GradlockException if an end could not be run, or nothing differs and not everything was compared
     */
    public BisectionResult run() throws IOException, InterruptedException {
        Ends first = stable(ends(false, patterns, repetitions));
        int cases = first.cases().size();
        int differing = first.differing().size();
        if (differing == 0) {
            return new BisectionResult(false, cases, 0, null, repetitions, null, trials);
        }
        describe(first);
        Ends ends = narrowed(first, differing < cases);
        String lead = ends.lead();
        Power power = null;
        if (!Difference.of(lead, ends).isAlwaysIn(ends.other().values(lead))) {
            ends = ends(ends.reversed(), ends.selects(), moreProcesses());
            power = power(ends, lead);
            ends = repeated(ends, lead, power);
        }
        if (ends.differing().size() > 1) {
            listener.remark("  %d cases are run together; the search goes by %s"
                    .formatted(ends.differing().size(), lead));
        }
        Finding finding = search(ends, lead);
        return new BisectionResult(ends.reversed(), cases, differing, finding, ends.repetitions(), power, trials);
    }

    private Ends ends(boolean reversed, List<String> selects, Repetitions often)
            throws IOException, InterruptedException {
        Observation a = end(false, selects, often);
        Observation b = end(true, selects, often);
        return new Ends(reversed, reversed ? b : a, reversed ? a : b, selects, often);
    }

    private Observation end(boolean second, List<String> selects, Repetitions often)
            throws IOException, InterruptedException {
        listener.starts(name(second), "");
        Observation end = experiment.observe(second ? pair.factors() : List.of(), selects, often);
        if (end.failure() != null) {
            throw GradlockException.incomplete(
                    name(second) + " could not be run: " + end.failure(),
                    "both ends of a bisection have to run: gradlock run" + suite + " '" + name(second) + "'",
                    null);
        }
        return end;
    }

    private String name(boolean second) {
        return (second ? pair.b() : pair.a()).displayName();
    }

    /** Says what the ends have shown; a case that varies within the reference is not searched for. */
    private void describe(Ends ends) {
        Observation reference = ends.reference();
        Set<String> cases = reference.cases().keySet();
        long stable = cases.stream().filter(reference::isStable).count();
        int executions = cases.stream().mapToInt(reference::count).max().orElse(0);
        listener.remark(
                stable == cases.size()
                        ? "✔ %s agrees with itself in %d executions".formatted(name(ends.reversed()), executions)
                        : "✔ %s agrees with itself in %d of %s, %d executions each"
                                .formatted(name(ends.reversed()), stable, cases(cases.size()), executions));
        listener.remark("✘ %s differs in %d of %s"
                .formatted(
                        name(!ends.reversed()),
                        ends.differing().size(),
                        cases(ends.cases().size())));
    }

    /** Turns the ends where only the second agrees with itself in what differs. */
    private Ends stable(Ends ends) {
        if (!ends.differing().isEmpty()) {
            return ends;
        }
        Ends turned = ends.turned();
        if (!turned.differing().isEmpty()) {
            listener.remark("  %s disagrees with itself where they differ: the search starts from %s"
                    .formatted(name(false), name(true)));
            return turned;
        }
        requireCompared(ends);
        return ends;
    }

    /** Where nothing was seen to differ, the ends agree only if every case has the same bits in both. */
    private static void requireCompared(Ends ends) {
        List<String> adrift = ends.adrift();
        if (!adrift.isEmpty()) {
            throw unconfirmed(
                    adrift.get(0) + " varies within both environments: neither can be held against the other",
                    "make the case agree with itself in one of them first; gradlock run shows where it varies");
        }
        List<String> without = ends.without();
        int all = ends.cases().size();
        if (!without.isEmpty()) {
            String first = without.get(0);
            throw unconfirmed(
                    "%s has no bits in either environment (%s); %d of %s are the same bits in both"
                            .formatted(
                                    first
                                            + (without.size() == 1
                                                    ? ""
                                                    : ", like %d others,".formatted(without.size() - 1)),
                                    Difference.reason(ends.reference().values(first)),
                                    all - without.size(),
                                    cases(all)),
                    "--case with a pattern of cases that pass leaves the others out");
        }
        if (all == 0) {
            throw unconfirmed("there is no case in either environment", "look at --suite and --case");
        }
    }

    /** Runs only what differs, if that still differs by itself. */
    private Ends narrowed(Ends ends, boolean isFewer) throws IOException, InterruptedException {
        if (!patterns.isEmpty() || !isFewer) {
            return ends;
        }
        List<String> selects = Stream.concat(Stream.of(ends.lead()), ends.differing().stream())
                .distinct()
                .limit(SEARCHED)
                .toList();
        Ends narrow = ends(ends.reversed(), selects, repetitions);
        if (narrow.differing().isEmpty()) {
            listener.remark("  run without the other cases they agree: the whole suite is run each time");
            return ends;
        }
        return narrow;
    }

    private static String cases(int count) {
        return count == 1 ? "1 case" : count + " cases";
    }

    private Repetitions moreProcesses() {
        return new Repetitions(repetitions.iterations(), Math.max(PROCESSES, repetitions.restarts()));
    }

    /** Processes count, not executions: those of one process need not be independent. */
    private Power power(Ends ends, String lead) {
        int processes = ends.other().executions(lead).size();
        Difference difference = Difference.of(lead, ends);
        int showing = (int) ends.other().executions(lead).stream()
                .filter(process -> difference.outcome(Set.copyOf(process)) == Outcome.DIFFERENT)
                .count();
        if (!ends.reference().isStable(lead)) {
            throw varies(ends, lead);
        }
        if (showing == 0) {
            throw unconfirmed(
                    lead + " differed before, and not again in " + processes + " processes",
                    "it is too rare to be searched for with so few: --restarts " + 4 * processes);
        }
        // One more process than were seen, without the difference: what showed every time may not show always.
        double probability = showing / (processes + 1.0);
        int runs = 2 + (int) Math.ceil(Math.log(pair.factors().size()) / Math.log(2));
        int needed = Confidence.executions(probability, 1 - (1 - confidence) / runs);
        if (needed > MOST_PROCESSES) {
            throw unconfirmed(
                    "%s differs in %d of %d processes: each trial would need %d"
                            .formatted(lead, showing, processes, needed),
                    "a lower --confidence needs fewer");
        }
        listener.remark(("  %s differs in %d of %d processes: each trial is %d processes, so that the search misses"
                        + " what shows as often with %.2g %%")
                .formatted(lead, showing, processes, needed, 100 * (1 - confidence)));
        return new Power(showing, processes, confidence, needed);
    }

    /** The reference has to be clean for as long as a trial is. */
    private Ends repeated(Ends ends, String lead, Power power) throws IOException, InterruptedException {
        Repetitions trial = new Repetitions(repetitions.iterations(), power.needed());
        Ends repeated = new Ends(ends.reversed(), ends.reference(), ends.other(), ends.selects(), trial);
        if (power.needed() <= power.processes()) {
            return repeated;
        }
        Ends clean = repeated.withReference(end(ends.reversed(), ends.selects(), trial));
        if (!clean.reference().isStable(lead)) {
            throw varies(clean, lead);
        }
        return clean;
    }

    private GradlockException varies(Ends ends, String lead) {
        return unconfirmed(
                "%s varies within %s too, in %d executions"
                        .formatted(lead, name(ends.reversed()), ends.reference().count(lead)),
                "--case with another case, or make it agree with itself first");
    }

    private static GradlockException unconfirmed(String message, String hint) {
        return GradlockException.incomplete("nothing could be confirmed: " + message, hint, null);
    }

    private Finding search(Ends ends, String lead) throws IOException, InterruptedException {
        observations.put(List.of(), ends.reference());
        observations.put(pair.factors(), ends.other());
        TrialRuns runs = new TrialRuns(ends, lead);
        Search.Result<Factor> result = new Search<>(pair.factors(), runs, runs).run();
        if (result.ending() != Search.Ending.FOUND) {
            throw new IllegalStateException("both ends were confirmed: " + result);
        }
        List<Observation> alone = result.causes().stream()
                .map(cause -> Objects.requireNonNull(observations.get(cause.factors())))
                .toList();
        List<Factor> found = result.causes().stream()
                .flatMap(cause -> cause.factors().stream())
                .toList();
        Observation rest = Objects.requireNonNull(observations.get(pair.without(found)));
        List<String> searched = ends.differing();
        List<String> explained = searched.stream()
                .filter(id -> alone.stream().anyMatch(each -> outcome(id, each, ends) == Outcome.DIFFERENT))
                .filter(id -> outcome(id, rest, ends) != Outcome.DIFFERENT)
                .toList();
        List<Path> bundles = Stream.of(ends.reference().bundle(), alone.get(0).bundle())
                .filter(Objects::nonNull)
                .toList();
        return new Finding(
                lead,
                searched,
                explained,
                result.causes(),
                result.rest(),
                alone.stream().allMatch(each -> Difference.of(lead, ends).isAlwaysIn(each.values(lead))),
                alone.size() == 1
                        && alone.get(0).hasBits(lead)
                        && alone.get(0).values(lead).equals(ends.other().values(lead)),
                bundles);
    }

    private static Outcome outcome(String caseId, Observation seen, Ends ends) {
        return seen.failure() != null
                ? Outcome.UNRESOLVED
                : Difference.of(caseId, ends).outcome(seen.values(caseId));
    }

    /** Returns factors with their values at one end, the first few of them. */
    static String text(List<Factor> factors, boolean ofB) {
        int shown = factors.size() > 5 ? 4 : factors.size();
        String text = String.join(
                ", ",
                factors.subList(0, shown).stream()
                        .map(factor -> factor.valued(ofB))
                        .toList());
        return shown < factors.size() ? text + " and " + (factors.size() - shown) + " more" : text;
    }

    /** The trials of the search, which remembers what each gave. */
    private final class TrialRuns implements Trial<Factor>, SearchListener<Factor> {
        private final Ends ends;
        private final String lead;
        private int run;
        private int atMost;
        private String what = "";
        private long start;

        TrialRuns(Ends ends, String lead) {
            this.ends = ends;
            this.lead = lead;
        }

        @Override
        public void starts(List<Factor> factors, int number, int most) {
            run = number;
            atMost = most;
            start = System.nanoTime();
            what = factors.isEmpty()
                    ? name(ends.reversed())
                    : factors.equals(pair.factors()) ? name(!ends.reversed()) : text(factors, !ends.reversed());
            listener.starts(what, "run %d of at most %d".formatted(number, most));
        }

        @Override
        public Outcome run(List<Factor> factors) throws IOException, InterruptedException {
            Observation known = observations.get(factors);
            Observation seen = known != null
                    ? known
                    : experiment.observe(
                            ends.reversed() ? pair.without(factors) : factors, ends.selects(), ends.repetitions());
            observations.put(factors, seen);
            return outcome(lead, seen, ends);
        }

        @Override
        public void ended(List<Factor> factors, Outcome outcome) {
            Observation seen = Objects.requireNonNull(observations.get(factors));
            double seconds = (System.nanoTime() - start) / 1e9;
            String reason = outcome == Outcome.UNRESOLVED && seen.failure() == null
                    ? Difference.reason(seen.values(lead))
                    : seen.failure();
            TrialRecord trial = new TrialRecord(run, atMost, factors, what, outcome, seen.cached(), seconds, reason);
            trials.add(trial);
            listener.ended(trial);
        }
    }
}
