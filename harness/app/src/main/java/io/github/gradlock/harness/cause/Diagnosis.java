package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Evidence.Weight;
import io.github.gradlock.harness.cause.Suspect.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The probable causes of a difference.
 *
 * @param suspects every cause that anything was found for or against, the most probable first
 */
public record Diagnosis(List<Suspect> suspects) {
    /** Copies the list. */
    public Diagnosis {
        suspects = List.copyOf(suspects);
    }

    /**
     * Returns those for which more speaks than against, the most probable first; never none: where no cause is likely, there is
     * {@link Cause#UNKNOWN}.
     */
    public List<Suspect> likely() {
        return suspects.stream()
                .filter(suspect -> suspect.points() > 0 && suspect.standing() != Standing.REFUTED)
                .toList();
    }

    /** Returns the causes in a line: {@code 1. libm or intrinsic (exp differs by ≤ 1 ulp)   2. …}, at most three. */
    public String text() {
        StringBuilder text = new StringBuilder();
        List<Suspect> first = likely();
        for (int i = 0; i < Math.min(3, first.size()); i++) {
            Suspect suspect = first.get(i);
            text.append(i == 0 ? "" : "   ")
                    .append(i + 1)
                    .append(". ")
                    .append(suspect.cause().title());
            if (suspect.standing() == Standing.CONFIRMED) {
                text.append(", confirmed");
            }
            if (i == 0) {
                text.append(" (").append(suspect.evidence().get(0).text()).append(')');
            }
        }
        return text.toString();
    }

    /** Collects evidence by cause. */
    static final class Collector {
        private final Map<Cause, List<Evidence>> found = new EnumMap<>(Cause.class);

        void add(Cause cause, Weight weight, String text) {
            List<Evidence> known = found.computeIfAbsent(cause, unseen -> new ArrayList<>());
            // Several tensors or operations may say the same: it does not weigh more for it.
            if (known.stream().noneMatch(one -> one.text().equals(text))) {
                known.add(new Evidence(weight, text));
            }
        }

        /** Takes of several collectors, for each cause, what the one found that found most: many operations do not make it surer. */
        void addStrongest(List<Collector> others) {
            for (Cause cause : Cause.values()) {
                others.stream()
                        .map(other -> other.found.getOrDefault(cause, List.of()))
                        .max(Comparator.comparingInt(evidence -> Math.abs(new Suspect(cause, evidence).points())))
                        .ifPresent(evidence -> evidence.forEach(one -> add(cause, one.weight(), one.text())));
            }
        }

        Diagnosis diagnosis() {
            boolean unknownIsFound = found.containsKey(Cause.UNKNOWN);
            if (!unknownIsFound && suspects(false).stream().noneMatch(Suspect::isLikely)) {
                add(Cause.UNKNOWN, Weight.FITS, "nothing that was found points to one cause");
            }
            return new Diagnosis(suspects(unknownIsFound));
        }

        /** Of equals, not knowing comes first where something speaks for it, and last where it only fills a gap. */
        private List<Suspect> suspects(boolean unknownIsFound) {
            return found.entrySet().stream()
                    .map(one -> new Suspect(one.getKey(), one.getValue()))
                    .sorted(Comparator.comparingInt(Suspect::points)
                            .reversed()
                            .thenComparing(suspect -> (suspect.cause() == Cause.UNKNOWN) != unknownIsFound))
                    .toList();
        }
    }
}
