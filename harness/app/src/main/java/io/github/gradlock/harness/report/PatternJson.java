package io.github.gradlock.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.diff.RepetitionPattern;
import io.github.gradlock.harness.diff.StressEvidence;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a tensor varies within an environment, as JSON. */
final class PatternJson {
    private PatternJson() {}

    static void write(ObjectNode node, RepetitionPattern pattern) {
        node.put("kind", word(pattern.kind()));
        ArrayNode possible = node.putArray("possible");
        pattern.possible().forEach(kind -> possible.add(word(kind)));
        node.put("chance", pattern.chance());
        node.put("processes", pattern.processes());
        node.put("iterations", pattern.iterations());
        node.put("executions", pattern.executions());
        node.put("mostFrequent", pattern.mostFrequent());
        pattern.changes().forEach(node.putArray("changes")::add);
        node.put("text", pattern.text());
    }

    static void write(ObjectNode node, @Nullable StressEvidence stress) {
        if (stress == null) {
            node.putNull("stress");
            return;
        }
        ObjectNode evidence = node.putObject("stress");
        stress.shownUnder().forEach(evidence.putArray("shownUnder")::add);
        stress.notUnder().forEach(evidence.putArray("notUnder")::add);
    }

    private static String word(RepetitionPattern.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
