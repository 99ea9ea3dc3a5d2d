package io.github.gradlock.harness.report;

import io.github.gradlock.harness.localise.AlignedStep;
import io.github.gradlock.harness.localise.AlignedStep.State;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What of two traces a person has to see: the operations that made a difference, where their inputs come from, and the way from
 * there to the tensor that differs. Traces have hundreds of steps; this has a dozen or two.
 *
 * @param rows operations in the order in which they were executed
 * @param steps number of operations, those of both traces counted once
 * @param begins number of operations where a difference begins, also those that are not shown
 */
public record TraceExcerpt(List<Row> rows, int steps, int begins) {
    private static final int BEGINS = 3;
    private static final int INPUTS = 4;
    private static final int PATH_ENDS = 4;

    /** Copies the rows. */
    public TraceExcerpt {
        rows = List.copyOf(rows);
    }

    /**
     * An operation.
     *
     * @param index its place among the operations of both traces, from 0
     * @param number of the step in its trace, from 1
     * @param op its name
     * @param phase {@code forward} or {@code backward}
     * @param type element types and shapes of its outputs: {@code F32 [4, 32]}
     * @param state of its outputs
     * @param left SHA-256 of its first output in the first trace; empty if it is not there
     * @param right the same in the second
     * @param inputs places of the operations that made its inputs
     */
    public record Row(
            int index,
            int number,
            String op,
            String phase,
            String type,
            State state,
            String left,
            String right,
            List<Integer> inputs) {
        /** Copies the inputs. */
        public Row {
            inputs = List.copyOf(inputs);
        }

        /** Returns whether its outputs are not the same bits on both sides. */
        public boolean isUnlike() {
            return state != State.SAME;
        }
    }

    /** Chooses the operations; the path is that from where the difference begins to the tensor that was asked for. */
    public static TraceExcerpt of(Localisation localisation, List<AlignedStep> path) {
        List<Row> all = rows(localisation);
        List<Row> starts = all.stream()
                .filter(row -> row.state() == State.ORIGIN || row.state() == State.STRUCTURE)
                .toList();
        TreeSet<Integer> chosen = new TreeSet<>();
        starts.stream().limit(BEGINS).forEach(start -> {
            chosen.add(start.index());
            start.inputs().stream().limit(INPUTS).forEach(chosen::add);
        });
        List<Integer> way = path.stream().map(localisation.steps()::indexOf).toList();
        chosen.addAll(way.subList(0, Math.min(way.size(), PATH_ENDS)));
        chosen.addAll(way.subList(Math.max(0, way.size() - PATH_ENDS), way.size()));
        return new TraceExcerpt(chosen.stream().map(all::get).toList(), all.size(), starts.size());
    }

    private static List<Row> rows(Localisation localisation) {
        Map<Long, Integer> leftMakers = new HashMap<>();
        Map<Long, Integer> rightMakers = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (AlignedStep step : localisation.steps()) {
            boolean ofLeft = step.left() >= 0;
            TraceStep shown = ofLeft
                    ? localisation.left().get(step.left())
                    : localisation.right().get(step.right());
            Map<Long, Integer> makers = ofLeft ? leftMakers : rightMakers;
            rows.add(new Row(
                    rows.size(),
                    (ofLeft ? step.left() : step.right()) + 1,
                    shown.op(),
                    shown.phase(),
                    type(shown),
                    step.state(),
                    ofLeft ? hash(shown) : "",
                    step.right() >= 0 ? hash(localisation.right().get(step.right())) : "",
                    shown.inputs().stream()
                            .filter(makers::containsKey)
                            .map(makers::get)
                            .distinct()
                            .toList()));
            int index = rows.size() - 1;
            if (ofLeft) {
                shown.outputs().forEach(output -> leftMakers.put(output.id(), index));
            }
            if (step.right() >= 0) {
                localisation.right().get(step.right()).outputs().forEach(output -> rightMakers.put(output.id(), index));
            }
        }
        return rows;
    }

    private static String type(TraceStep step) {
        return String.join(
                ", ",
                step.outputs().stream()
                        .map(output -> output.type() + " " + output.shape())
                        .toList());
    }

    private static String hash(TraceStep step) {
        return step.outputs().isEmpty() ? "" : step.outputs().get(0).sha256();
    }
}
