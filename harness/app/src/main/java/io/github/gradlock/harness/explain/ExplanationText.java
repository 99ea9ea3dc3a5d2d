package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Evidence;
import io.github.gradlock.harness.cause.Suspect;
import io.github.gradlock.harness.explain.CaseExplanation.Transplant;
import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Origin;
import io.github.gradlock.harness.localise.StructuralDifference;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an explanation says to a person. */
public final class ExplanationText {
    private static final int CAUSES = 3;
    private static final int ORIGINS = 5;
    private static final int STRUCTURE = 3;
    private static final int EVIDENCE = 5;
    private static final int PATH = 8;

    private final CaseExplanation explanation;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(CaseExplanation explanation) {
        this.explanation = explanation;
    }

    /**
     * Returns the lines about a case, the first with its name, the others indented.
     *
     * @param alike number of further cases that go apart at the same operation
     */
    public static List<String> of(CaseExplanation explanation, int alike) {
        ExplanationText text = new ExplanationText(explanation);
        String more = alike == 0
                ? ""
                : "  (and %d more case%s that %s apart at the same operation)"
                        .formatted(alike, alike == 1 ? "" : "s", alike == 1 ? "goes" : "go");
        text.lines.add(explanation.caseId() + "  ·  " + explanation.left() + " → " + explanation.right() + more);
        text.other();
        text.where();
        text.transplant();
        text.causes();
        return text.lines;
    }

    /** Two were asked for, and one of them differs from itself: nothing that is said of it says what sets the two apart. */
    private void other() {
        if (!explanation.isOfOneOfTwo()) {
            return;
        }
        for (Behaviour other : explanation.behaviours()) {
            if (!other.side().equals(explanation.left())) {
                lines.add(
                        "  %s differs from itself, and why comes first; %s %s. What sets the two apart shows when both are steady"
                                .formatted(
                                        explanation.left(),
                                        other.side(),
                                        other.isSteady()
                                                ? "gave one result in %d executions".formatted(other.executions())
                                                : "does too"));
            }
        }
    }

    private void where() {
        Localisation localisation = explanation.localisation();
        if (localisation == null) {
            lines.add(
                    "  no trace shows where it begins: one execution or both are not traced, or the traces are the same");
            return;
        }
        lines.add("  first divergence: " + localisation.text());
        List<Origin> origins = localisation.origins();
        if (origins.size() > 1) {
            for (Origin origin : origins.subList(0, Math.min(ORIGINS, origins.size()))) {
                lines.add("    step %d, %s (%s)".formatted(origin.leftPosition() + 1, origin.op(), origin.phase()));
            }
            more(origins.size() - ORIGINS, "origin");
        }
        List<StructuralDifference> structure = localisation.structure();
        if (structure.size() > 1) {
            structure.stream().limit(STRUCTURE).forEach(one -> lines.add("    " + one.text()));
            more(structure.size() - STRUCTURE, "place where the operations differ");
        }
        path(localisation);
    }

    private void more(int count, String noun) {
        if (count > 0) {
            lines.add("    … and %d more %s%s".formatted(count, noun, count == 1 ? "" : "s"));
        }
    }

    private void path(Localisation localisation) {
        List<AlignedStep> path = explanation.path();
        if (path.size() > 1) {
            List<String> names = path.stream()
                    .map(step -> step(localisation.left().get(step.left()), step.left()))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (names.size() > PATH) {
                int left = names.size() - PATH;
                names.subList(PATH / 2, names.size() - PATH / 2).clear();
                names.add(PATH / 2, "… %d steps …".formatted(left));
            }
            lines.add("  the way to %s: %s".formatted(explanation.tensor(), String.join(" → ", names)));
        }
    }

    private static String step(TraceStep step, int position) {
        return position + 1 + " " + step.op();
    }

    private void transplant() {
        Transplant transplant = explanation.transplant();
        Localisation localisation = explanation.localisation();
        if (transplant == null || localisation == null) {
            return;
        }
        List<Integer> origins = Stream.concat(localisation.origins().stream(), localisation.unseen().stream())
                .map(Origin::leftPosition)
                .toList();
        List<Integer> hidden = transplant.differing().stream()
                .filter(step -> !origins.contains(step))
                .toList();
        lines.add("  %s by transplant: %d of %d operations were executed again on the other side's inputs; %s"
                .formatted(
                        transplant.confirmed() ? "confirmed" : "not confirmed",
                        transplant.executed(),
                        transplant.common(),
                        transplant.differing().isEmpty()
                                ? "all gave the other side's outputs"
                                : (transplant.differing().size() == 1
                                                ? "one gives"
                                                : transplant.differing().size() + " give")
                                        + " other bits: "
                                        + steps(localisation, transplant.differing())));
        if (!hidden.isEmpty()) {
            lines.add("    behind the first: " + steps(localisation, hidden)
                    + " would differ too if the same bits came in");
        }
        if (!transplant.unsteady().isEmpty()) {
            lines.add("    not even the same on its own inputs: " + steps(localisation, transplant.unsteady()));
        }
    }

    private static String steps(Localisation localisation, List<Integer> positions) {
        String text = positions.stream()
                .limit(ORIGINS)
                .map(position -> "step " + step(localisation.left().get(position), position))
                .collect(Collectors.joining(", "));
        return positions.size() > ORIGINS ? text + ", …" : text;
    }

    private void causes() {
        explanation.unnamedFactors().forEach(known -> lines.add("  " + known + "; what reads that is not known here"));
        List<Suspect> likely = explanation.diagnosis().likely();
        lines.add(likely.get(0).isLikely() ? "  likely causes:" : "  possible causes:");
        for (int i = 0; i < Math.min(CAUSES, likely.size()); i++) {
            Suspect suspect = likely.get(i);
            lines.add("    %d. %s  ·  %s"
                    .formatted(
                            i + 1, suspect.cause().title(), suspect.standing().word()));
            suspect.evidence().stream()
                    .limit(i == 0 ? EVIDENCE : 2)
                    .forEach(one -> lines.add("         " + sign(one) + " " + one.text()));
            if (i == 0) {
                lines.add("         what helps: " + suspect.cause().advice());
            }
        }
    }

    private static String sign(Evidence evidence) {
        return switch (evidence.weight()) {
            case CONFIRMS -> "✔";
            case POINTS_TO, FITS -> "+";
            case SPEAKS_AGAINST, HARDLY, REFUTES -> "−";
        };
    }
}
