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
    private static final List<String> PINNED = List.of("jdk", "cuda", "debian", "image");
    private static final List<String> MANAGERS = List.of("apt", "maven", "pip");
    private static final Pattern CONDA =
            Pattern.compile("(?:([A-Za-z0-9/:._-]+)::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\\s*(.*)");
    private static final Pattern NO_RELEASE = Pattern.compile("[^0-9*]+");
    private static final Pattern BRACKETS = Pattern.compile("=?\\[([^\\]]*)\\]");
    private static final Pattern VERSION_KEY =
            Pattern.compile("\\bversion\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\"|([^,\\s]*))");
    private static final Pattern MAVEN =
            Pattern.compile("([A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+)(?::([A-Za-z0-9_.+-]+)(?::([A-Za-z0-9_.-]+))?)?");
    private static final Pattern APT = Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?:=([A-Za-z0-9.+:~-]+))?");
    private static final Pattern PIP =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*(?:\\[[A-Za-z0-9,._ -]*\\])?)\\s*((?:[<>=!~;@(#].*)?)");

    /** What mamba and conda-lock choose by the platform; a container is Linux. */
    private static final Pattern SELECTOR = Pattern.compile("sel\\((linux|unix|osx|win)\\)");

    private final Map<String, Dependency> read = new LinkedHashMap<>();

    private final List<String> warnings;

    private DependencyReader(List<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * Reads the list.
     *
     * @param warnings gets what was read otherwise than it may have been meant
     */
    static List<Dependency> read(List<YamlNode> nodes, List<String> warnings) {
        DependencyReader reader = new DependencyReader(warnings);
        for (YamlNode node : nodes) {
            if (reader.selected(node)) {
                continue;
            }
            if (node instanceof YamlNode.Mapping nested) {
                reader.nested(nested);
            } else {
                reader.add(reader.conda(node));
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

    /** Takes {@code sel(linux): name=1} for what stands behind it, and passes over other systems. */
    private boolean selected(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            return false;
        }
        Map.Entry<String, YamlNode.Entry> only =
                mapping.entries().entrySet().iterator().next();
        Matcher selector = SELECTOR.matcher(only.getKey());
        if (!selector.matches()) {
            return false;
        }
        boolean taken = selector.group(1).equals("linux") || selector.group(1).equals("unix");
        if (taken) {
            add(conda(only.getValue().value()));
        }
        warnings.add(only.getValue().keyLocation() + ": " + only.getKey() + " is read as if for Linux, and "
                + (taken ? "taken" : "passed over"));
        return true;
    }

    /** As conda does, what stands twice has to satisfy both. */
    private void add(Dependency dependency) {
        String key = dependency.manager() + " " + dependency.name();
        Dependency earlier = read.putIfAbsent(key, dependency);
        if (earlier == null) {
            return;
        }
        // Of what gradlock pins itself one version is meant.
        boolean joinable = dependency.manager().equals("conda") && !PINNED.contains(dependency.name())
                || dependency.manager().equals("pip");
        boolean same = earlier.constraint().equals(dependency.constraint());
        if (!joinable || !same && !(isJoinable(earlier) && isJoinable(dependency))) {
            throw GradlockException.badInput(
                    dependency.location(),
                    "the dependency \"" + dependency.name() + "\" stands twice",
                    "it was given before at " + earlier.location() + ": join the two with a comma");
        }
        String both = same || dependency.constraint().isEmpty()
                ? earlier.constraint()
                : earlier.constraint().isEmpty()
                        ? dependency.constraint()
                        : earlier.constraint() + "," + dependency.constraint();
        String channel = earlier.channel().isEmpty() ? dependency.channel() : earlier.channel();
        read.put(key, new Dependency(earlier.manager(), earlier.name(), both, channel, earlier.location()));
        warnings.add(dependency.location() + ": \"" + dependency.name() + "\" stands twice, first at "
                + earlier.location() + "; both hold");
    }

    /** A comma would bind to the last of alternatives, or to a build. */
    private static boolean isJoinable(Dependency dependency) {
        return !dependency.constraint().matches(".*[| ].*");
    }

    private Dependency conda(YamlNode node) {
        String text = Fields.text(node, "a dependency").strip();
        Matcher matcher = CONDA.matcher(text);
        if (!matcher.matches()) {
            throw malformed(node, text, "a match-spec such as jdk=21 or \"jdk>=17,<22\"");
        }
        Matcher brackets = BRACKETS.matcher(matcher.group(3));
        String constraint = brackets.matches() ? version(brackets.group(1)) : matcher.group(3);
        if (brackets.matches() && brackets.group(1).contains("build")) {
            warnings.add(node.location() + ": of \"" + text
                    + "\" the version is taken, and not the build: write name=version=build");
        }
        if (matcher.group(2).equals("jdk") && NO_RELEASE.matcher(constraint).matches()) {
            throw GradlockException.badInput(
                    node.location(),
                    "\"" + text + "\" names no release of the JDK",
                    "write its number: jdk=21, jdk==21.0.4, or \"jdk>=17,<22\"");
        }
        String channel = matcher.group(1) == null ? "" : matcher.group(1);
        EnvironmentSpecReader.warnOfPassword(channel, node, warnings);
        try {
            return new Dependency(
                    "conda", matcher.group(2), MatchSpec.parse(constraint).toString(), channel, node.location());
        } catch (IllegalArgumentException problem) {
            throw GradlockException.badInput(
                    node.location(),
                    "the dependency \"" + text + "\" is not a match-spec: " + problem.getMessage(),
                    "write for instance jdk=21, jdk==21.0.4, or \"jdk>=17,<22\"");
        }
    }

    /** Of {@code [version='>=1', build=mkl]} the version: nothing that gradlock pins has a build. */
    private static String version(String inBrackets) {
        Matcher version = VERSION_KEY.matcher(inBrackets);
        if (!version.find()) {
            return "";
        }
        for (int group = 1; group <= version.groupCount(); group++) {
            if (version.group(group) != null) {
                return version.group(group);
            }
        }
        return "";
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
