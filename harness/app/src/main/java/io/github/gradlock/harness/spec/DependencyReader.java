package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code dependencies}: match-specs, and nested lists of other managers. */
final class DependencyReader {
    private static final List<String> MANAGERS = List.of("apt", "maven", "pip");
    private static final Pattern CONDA =
            Pattern.compile("(?:[A-Za-z0-9/:._-]+::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\\s*(.*)");
    private static final Pattern BRACKETS = Pattern.compile("\\[\\s*version\\s*=\\s*['\"]?([^'\"\\]]*)['\"]?\\s*\\]");
    private static final Pattern MAVEN =
            Pattern.compile("([A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+)(?::([A-Za-z0-9_.+-]+)(?::([A-Za-z0-9_.-]+))?)?");
    private static final Pattern APT = Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?:=([A-Za-z0-9.+:~-]+))?");
    private static final Pattern PIP =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*(?:\\[[A-Za-z0-9,._ -]*\\])?)\\s*(.*)");

    private final Map<String, Dependency> read = new LinkedHashMap<>();

    private DependencyReader() {}

    static List<Dependency> read(List<YamlNode> nodes) {
        DependencyReader reader = new DependencyReader();
        for (YamlNode node : nodes) {
            if (node instanceof YamlNode.Mapping nested) {
                reader.nested(nested);
            } else {
                reader.add(conda(node));
            }
        }
        return new ArrayList<>(reader.read.values());
    }

    private void nested(YamlNode.Mapping mapping) {
        Fields fields = Fields.of(mapping, "a nested list of dependencies", MANAGERS);
        for (String manager : MANAGERS) {
            for (YamlNode item : fields.list(manager)) {
                add(ofManager(manager, item));
            }
        }
    }

    private void add(Dependency dependency) {
        Dependency earlier = read.putIfAbsent(dependency.manager() + " " + dependency.name(), dependency);
        if (earlier != null) {
            throw GradlockException.badInput(
                    dependency.location(),
                    "the dependency \"" + dependency.name() + "\" stands twice",
                    "it was given before at " + earlier.location() + ": join the two with a comma");
        }
    }

    private static Dependency conda(YamlNode node) {
        String text = Fields.text(node, "a dependency").strip();
        Matcher matcher = CONDA.matcher(text);
        if (!matcher.matches()) {
            throw malformed(node, text, "a match-spec such as jdk=21 or \"jdk>=17,<22\"");
        }
        Matcher brackets = BRACKETS.matcher(matcher.group(2));
        String constraint = brackets.matches() ? brackets.group(1) : matcher.group(2);
        try {
            return new Dependency(
                    "conda", matcher.group(1), MatchSpec.parse(constraint).toString(), node.location());
        } catch (IllegalArgumentException problem) {
            throw GradlockException.badInput(
                    node.location(),
                    "the dependency \"" + text + "\" is not a match-spec: " + problem.getMessage(),
                    "write for instance jdk=21, jdk==21.0.4, or \"jdk>=17,<22\"");
        }
    }

    private static Dependency ofManager(String manager, YamlNode node) {
        String text = Fields.text(node, "an entry of \"" + manager + "\"").strip();
        return switch (manager) {
            case "maven" -> maven(MAVEN.matcher(text), node);
            case "apt" -> apt(APT.matcher(text), node);
            default -> {
                // pip reads files, URLs and options too; what is not a name is kept whole and refused when locked.
                Matcher matcher = PIP.matcher(text);
                boolean named = matcher.matches();
                yield new Dependency(
                        manager,
                        named ? matcher.group(1) : text,
                        named ? matcher.group(2).replaceAll("\\s+", "") : "",
                        node.location());
            }
        };
    }

    private static Dependency maven(Matcher matcher, YamlNode node) {
        if (!matcher.matches()) {
            throw malformed(
                    node, Fields.text(node, "maven"), "group:artifact:version, or group:artifact:version:classifier");
        }
        String classifier = matcher.group(3);
        return exact("maven", matcher.group(1) + (classifier == null ? "" : ":" + classifier), matcher.group(2), node);
    }

    private static Dependency apt(Matcher matcher, YamlNode node) {
        if (!matcher.matches()) {
            throw malformed(node, Fields.text(node, "apt"), "a package name, or name=version");
        }
        return exact("apt", matcher.group(1), matcher.group(2), node);
    }

    private static Dependency exact(String manager, String name, @Nullable String version, YamlNode node) {
        return new Dependency(manager, name, version == null ? "" : "==" + version, node.location());
    }

    private static GradlockException malformed(YamlNode node, String text, String expected) {
        return GradlockException.badInput(
                node.location(), "\"" + text + "\" does not name a dependency", "write " + expected);
    }
}
