package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.explain.ExplainListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The benchmark of planted faults, part by part. */
public final class FaultBench {
    /** Its parts, in the order in which they are run. */
    public enum Part {
        /** Every operation of some gradients, perturbed. */
        SWEEP,
        /** Pairs of environments in which nothing differs. */
        CLEAN,
        /** Faults that show now and then. */
        RARE,
        /** A fault for every cause: the half that the rules were not made with. */
        CAUSES,
        /** The half that they were made with. */
        KNOWN,
        /** Faults that hide. */
        HARD
    }

    private final FaultIndex index;
    private final Runs runs;
    private final Path files;
    private final ExplainListener listener;

    FaultBench(FaultIndex index, Runs runs, Path files, ExplainListener listener) {
        this.index = index;
        this.runs = runs;
        this.files = files;
        this.listener = listener;
    }

    /**
     * What came of it; of a part that was not run, null or nothing.
     *
     * @param sweep detection and exactness
     * @param clean alarms
     * @param rare by probability
     * @param causes by part: {@code CAUSES}, {@code KNOWN}, {@code HARD}
     */
    record Result(
            SweepBench.@Nullable Result sweep,
            @Nullable Share clean,
            List<RareBench.Result> rare,
            Map<Part, List<CauseResult>> causes) {}

    Result run(Set<Part> parts) throws IOException, InterruptedException {
        SweepBench.Result sweep = null;
        Share clean = null;
        List<RareBench.Result> rare = List.of();
        Map<Part, List<CauseResult>> causes = new EnumMap<>(Part.class);
        if (parts.contains(Part.SWEEP)) {
            listener.remark("sweep: %d trials".formatted(index.sweep().trials()));
            sweep = new SweepBench(runs).run(index.sweep());
        }
        if (parts.contains(Part.CLEAN)) {
            listener.remark("clean: %d environments"
                    .formatted(index.clean().environments().size()));
            clean = new CleanBench(runs, listener).run(index.clean());
        }
        if (parts.contains(Part.RARE)) {
            listener.remark("rare: %d probabilities".formatted(index.rare().size()));
            rare = new RareBench(runs).run(index.rare());
        }
        for (Part part : List.of(Part.CAUSES, Part.KNOWN, Part.HARD)) {
            if (parts.contains(part)) {
                List<PlantedFault> faults = new ArrayList<>(index.faults());
                faults.removeIf(fault -> !fault.set().equals(set(part)));
                listener.remark("%s: %d faults".formatted(name(part), faults.size()));
                causes.put(part, new CauseBench(runs, files, listener).run(faults));
            }
        }
        return new Result(sweep, clean, rare, causes);
    }

    private static String set(Part part) {
        return part == Part.CAUSES ? "aside" : name(part);
    }

    static String name(Part part) {
        return part.name().toLowerCase(java.util.Locale.ROOT);
    }
}
