package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the nodes of one YAML document from SnakeYAML's events.
 *
 * <p>Events, not SnakeYAML's own nodes, because an explicit tag is seen only there.
 */
public final class YamlDocument {
    private static final int MAXIMAL_DEPTH = 50;
    private static final int MAXIMAL_ALIASES = 50;
    private static final long MAXIMAL_NODES = 50_000;

    private final String file;
    private final ParserImpl parser;
    private final Map<String, Weighed> anchors = new HashMap<>();
    private int aliases;

    private YamlDocument(String file, String text) {
        this.file = file;
        this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /** A node, and how many nodes it stands for once aliases are followed. */
    private record Weighed(YamlNode node, long weight) {}

    /**
     * Reads one document.
     *
     * @param file how errors name it
     * @param text its content
     * @throws GradlockException with line and column, if it is not one plain YAML document within the limits
     */
    public static YamlNode parse(String file, String text) {
        YamlDocument document = new YamlDocument(file, text);
        try {
            return document.root();
        } catch (MarkedYAMLException problem) {
            Mark mark = problem.getProblemMark() != null ? problem.getProblemMark() : problem.getContextMark();
            throw GradlockException.badInput(
                    document.location(mark),
                    "not valid YAML: " + problem.getProblem(),
                    "look at the indentation, the colons and the brackets of this line and the one above");
        } catch (YAMLException problem) {
            throw GradlockException.badInput(
                    file, "not valid YAML: " + problem.getMessage(), "check the file with a YAML linter");
        }
    }

    private YamlNode root() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw GradlockException.badInput(file + ":1:1", "the file is empty", "write a mapping, key: value");
        }
        parser.getEvent();
        YamlNode root = node(0).node();
        parser.getEvent();
        Event next = parser.getEvent();
        if (!next.is(Event.ID.StreamEnd)) {
            throw GradlockException.badInput(
                    location(next.getStartMark()),
                    "a second YAML document begins here",
                    "keep one document in a file: remove this \"---\" or split the file");
        }
        return root;
    }

    private Weighed node(int depth) {
        Event event = parser.getEvent();
        String location = location(event.getStartMark());
        if (depth > MAXIMAL_DEPTH) {
            throw GradlockException.badInput(
                    location,
                    "nested deeper than " + MAXIMAL_DEPTH + " levels",
                    "nothing gradlock reads needs more than six levels: look for an unclosed bracket");
        }
        if (event instanceof AliasEvent alias) {
            return followed(alias.getAnchor(), location);
        }
        Weighed read;
        if (event instanceof ScalarEvent scalar) {
            rejectTag(scalar.getTag(), location);
            read = new Weighed(new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), location), 1);
        } else {
            rejectTag(((CollectionStartEvent) event).getTag(), location);
            read = event.is(Event.ID.SequenceStart) ? sequence(depth, location) : mapping(depth, location);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, read);
        }
        return read;
    }

    private Weighed sequence(int depth, String location) {
        List<YamlNode> items = new ArrayList<>();
        long weight = 1;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            Weighed item = node(depth + 1);
            items.add(item.node());
            weight = sum(weight, item, location);
        }
        parser.getEvent();
        return new Weighed(new YamlNode.Sequence(List.copyOf(items), location), weight);
    }

    private Weighed mapping(int depth, String location) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        long weight = 1;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1).node();
            if (!(key instanceof YamlNode.Scalar name)) {
                throw GradlockException.badInput(
                        key.location(), "a key must be text, found " + key.description(), "write it as  key: value");
            }
            YamlNode.Entry earlier = entries.get(name.text());
            if (earlier != null) {
                throw GradlockException.badInput(
                        key.location(),
                        "the key \"" + name.text() + "\" stands twice",
                        "it was given before at " + earlier.keyLocation() + ": keep one of the two");
            }
            Weighed value = node(depth + 1);
            weight = sum(weight, value, location);
            entries.put(name.text(), new YamlNode.Entry(value.node(), key.location()));
        }
        parser.getEvent();
        return new Weighed(new YamlNode.Mapping(java.util.Collections.unmodifiableMap(entries), location), weight);
    }

    private Weighed followed(String anchor, String location) {
        aliases++;
        if (aliases > MAXIMAL_ALIASES) {
            throw GradlockException.badInput(
                    location,
                    "more than " + MAXIMAL_ALIASES + " aliases",
                    "write the repeated parts out: no environment needs that many");
        }
        Weighed target = anchors.get(anchor);
        if (target == null) {
            throw GradlockException.badInput(
                    location,
                    "the alias *" + anchor + " refers to nothing before it",
                    "define &" + anchor + " first; an alias cannot contain itself");
        }
        return target;
    }

    private static long sum(long weight, Weighed added, String location) {
        long sum = weight + added.weight();
        if (sum > MAXIMAL_NODES) {
            throw GradlockException.badInput(
                    location,
                    "stands for more than " + MAXIMAL_NODES + " nodes once its aliases are followed",
                    "write the repeated parts out, without aliases of aliases");
        }
        return sum;
    }

    private static void rejectTag(@Nullable String tag, String location) {
        if (tag != null) {
            throw GradlockException.badInput(
                    location, "the tag " + tag + " is not allowed", "remove it: gradlock reads plain YAML only");
        }
    }

    private String location(@Nullable Mark mark) {
        return mark == null ? file : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }
}
