package io.github.gradlock.harness.report;

import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operations of a case in two bundles as a graph: which are the same bits on both sides, which made a difference, and which
 * passed one on.
 *
 * @param nodes the steps of the first trace, up to the one where the operations themselves differ
 * @param targets nodes that produced a tensor that was found to differ
 */
public record TraceGraph(List<Node> nodes, Set<Integer> targets) {
    /** Copies the collections. */
    public TraceGraph {
        nodes = List.copyOf(nodes);
        targets = Set.copyOf(targets);
    }

    /** What became of an operation's outputs. */
    public enum State {
        /** The same bits on both sides. */
        SAME("same bits"),
        /** Other bits out of the same inputs. */
        ORIGIN("origin: same inputs, other output"),
        /** Other bits out of other inputs. */
        DOWNSTREAM("differs, as its inputs do"),
        /** Another operation, or other attributes, shapes or inputs. */
        STRUCTURE("another operation on the other side");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Returns the state in words. */
        public String words() {
            return words;
        }
    }

    /**
     * An operation.
     *
     * @param step its place in the trace, from 0
     * @param op its name
     * @param phase {@code forward} or {@code backward}
     * @param type element type and shape of its outputs: {@code F32 [4, 32]}
     * @param state of its outputs
     * @param hashes of its outputs on either side, joined
     * @param inputs places of the operations that made its inputs
     */
    public record Node(
            int step, String op, String phase, String type, State state, Hashes hashes, List<Integer> inputs) {
        /** Copies the inputs. */
        public Node {
            inputs = List.copyOf(inputs);
        }

        /** Returns whether its outputs are not the same bits on both sides. */
        public boolean isUnlike() {
            return state != State.SAME;
        }
    }

    /**
     * SHA-256 of an operation's first output.
     *
     * @param left in the first bundle
     * @param right in the second; empty if there is no such operation
     */
    public record Hashes(String left, String right) {}

    /**
     * Builds the graph.
     *
     * @param localisation what was found in the same traces
     * @param unlike SHA-256, in the first bundle, of the tensors that differ
     */
    static TraceGraph of(
            List<TraceStep> left, List<TraceStep> right, Localisation localisation, Set<String> unlike) {
        Set<Integer> origins = new HashSet<>();
        localisation.origins().forEach(origin -> origins.add(origin.step()));
        Map<Long, Integer> makers = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        Set<Integer> targets = new TreeSet<>();
        boolean alike = true;
        for (int position = 0; position < left.size() && alike; position++) {
            TraceStep step = left.get(position);
            alike = position < right.size() && isSameOperation(step, right.get(position));
            State state = alike ? state(step, right.get(position), origins.contains(position)) : State.STRUCTURE;
            nodes.add(node(position, step, state, alike ? right.get(position) : null, makers));
            for (TraceStep.Output output : step.outputs()) {
                makers.put(output.id(), position);
                if (unlike.contains(output.sha256()) && state != State.SAME) {
                    targets.add(position);
                }
            }
        }
        return new TraceGraph(nodes, targets);
    }

    private static Node node(
            int position,
            TraceStep step,
            State state,
            @org.jspecify.annotations.Nullable TraceStep other,
            Map<Long, Integer> makers) {
        List<Integer> inputs = step.inputs().stream()
                .filter(makers::containsKey)
                .map(makers::get)
                .distinct()
                .toList();
        Hashes hashes = new Hashes(hash(step), other == null ? "" : hash(other));
        return new Node(position, step.op(), step.phase(), type(step), state, hashes, inputs);
    }

    private static State state(TraceStep left, TraceStep right, boolean origin) {
        if (outputHashes(left).equals(outputHashes(right))) {
            return State.SAME;
        }
        return origin ? State.ORIGIN : State.DOWNSTREAM;
    }

    private static boolean isSameOperation(TraceStep left, TraceStep right) {
        return left.op().equals(right.op())
                && left.phase().equals(right.phase())
                && left.attributes().equals(right.attributes())
                && type(left).equals(type(right));
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

    private static List<String> outputHashes(TraceStep step) {
        return step.outputs().stream().map(TraceStep.Output::sha256).toList();
    }
}
