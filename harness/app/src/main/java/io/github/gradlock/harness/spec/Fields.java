package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of a mapping, each with its type; what is not known is an error at its place. */
public final class Fields {
    private final YamlNode.Mapping mapping;
    private final String what;

    private Fields(YamlNode.Mapping mapping, String what) {
        this.mapping = mapping;
        this.what = what;
    }

    /**
     * Opens a mapping.
     *
     * @param what how errors call it
     * @param known every key it may have
     */
    public static Fields of(YamlNode node, String what, List<String> known) {
        Fields fields = new Fields(mapping(node, what), what);
        fields.mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                throw GradlockException.badInput(
                        entry.keyLocation(), "unknown key \"" + key + "\" in " + what, Nearest.hint(key, known));
            }
        });
        return fields;
    }

    /** Returns the node as a mapping. */
    public static YamlNode.Mapping mapping(YamlNode node, String what) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw wrong(node, what, "a mapping", "write it as  key: value, one a line");
    }

    /** Returns the items of the node as a list. */
    public static List<YamlNode> list(YamlNode node, String what) {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(node, what, "a list", "write it as [a, b], or one entry a line behind \"- \"");
    }

    /** Returns the node as text; numbers are text as written. */
    public static String text(YamlNode node, String what) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
            return scalar.text();
        }
        throw wrong(
                node, what, "text", "write the value behind the colon; put quotes around it if it has special signs");
    }

    /** Returns the node as a whole number in a range. */
    public static long count(YamlNode node, String what, long least, long most) {
        String text = text(node, what);
        if (text.matches("[0-9]{1,15}")) {
            long count = Long.parseLong(text);
            if (count >= least && count <= most) {
                return count;
            }
        }
        throw wrong(node, what, "a whole number from " + least + " to " + most, "write for instance " + least);
    }

    /** Returns one of a few words. */
    public static String word(YamlNode node, String what, List<String> words) {
        String text = text(node, what);
        if (words.contains(text)) {
            return text;
        }
        throw GradlockException.badInput(
                node.location(),
                what + " must be one of " + String.join(", ", words) + ", found " + node.description(),
                Nearest.hint(text, words));
    }

    /** Returns an error for a value of a wrong kind. */
    public static GradlockException wrong(YamlNode node, String what, String expected, String hint) {
        return GradlockException.badInput(
                node.location(), what + " must be " + expected + ", found " + node.description(), hint);
    }

    /** Returns the value of a key, or null. */
    public @Nullable YamlNode get(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /** Returns the value of a key that must be there. */
    public YamlNode require(String key) {
        YamlNode node = get(key);
        if (node == null) {
            throw GradlockException.badInput(
                    mapping.location(), what + " has no \"" + key + "\"", "add a line  " + key + ": …");
        }
        return node;
    }

    /** Returns the text of a key, or null. */
    public @Nullable String textOrNull(String key) {
        YamlNode node = get(key);
        return node == null ? null : text(node, quoted(key));
    }

    /** Returns the text of a key that must be there. */
    public String text(String key) {
        return text(require(key), quoted(key));
    }

    /** Returns the items of a key; none if it is absent or written without a value. */
    public List<YamlNode> list(String key) {
        YamlNode node = get(key);
        return node == null || node instanceof YamlNode.Scalar scalar && scalar.isNothing()
                ? List.of()
                : list(node, quoted(key));
    }

    /** Returns the texts of a key; none if it is absent. */
    public List<String> texts(String key) {
        return list(key).stream()
                .map(item -> text(item, "an entry of " + quoted(key)))
                .toList();
    }

    /** Returns the place of the mapping. */
    public String location() {
        return mapping.location();
    }

    private static String quoted(String key) {
        return "\"" + key + "\"";
    }
}
