package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an {@code environment.yml}: conda's vocabulary, {@code platforms}, and {@code gradlock} for the rest. */
public final class EnvironmentSpecReader {
    /** What the file of an environment is called. */
    public static final String FILE_NAME = "environment.yml";

    /** conda's names of the platforms. */
    public static final List<String> PLATFORMS = List.of(
            "linux-64",
            "linux-aarch64",
            "linux-ppc64le",
            "linux-riscv64",
            "linux-s390x",
            "osx-64",
            "osx-arm64",
            "win-64",
            "win-arm64");

    private static final List<String> KEYS =
            List.of("name", "channels", "dependencies", "variables", "platforms", "gradlock", "prefix");

    /** Of conda-lock, mamba and others; conda passes over what it does not know, too. */
    private static final List<String> OF_OTHER_TOOLS = List.of(
            "allow-pypi-requests",
            "category",
            "channel_alias",
            "channel_priority",
            "environment",
            "extras",
            "pip-repositories",
            "platform");

    private static final List<String> GRADLOCK_KEYS = Stream.concat(
                    Stream.of("runtime", "gpu", "jvm", "limits", "variants", "each"), EngineAddressReader.KEYS.stream())
            .toList();
    private static final List<String> CLASS_PATH_OPTIONS =
            List.of("-cp", "-classpath", "--class-path", "-jar", "-m", "--module");

    private final Path file;
    private final Fields fields;
    private final List<String> warnings = new ArrayList<>();

    private EnvironmentSpecReader(Path file, YamlNode root) {
        this.file = file;
        this.fields = Fields.of(withoutOthers(root), "an environment", KEYS);
    }

    /**
     * Reads a spec.
     *
     * @throws GradlockException with file, line and column, if it is not one
     */
    public static EnvironmentSpec read(Path file) {
        return new EnvironmentSpecReader(file, YamlFile.read(file, "write at least \"name:\" and \"dependencies:\""))
                .read();
    }

    private YamlNode withoutOthers(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            return root;
        }
        Map<String, YamlNode.Entry> ours = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (OF_OTHER_TOOLS.contains(key)) {
                warnings.add(entry.keyLocation() + ": \"" + key + "\" is of another tool, and is ignored");
            } else {
                ours.put(key, entry);
            }
        });
        return new YamlNode.Mapping(ours, mapping.location());
    }

    private EnvironmentSpec read() {
        YamlNode.Mapping empty = new YamlNode.Mapping(Map.of(), fields.location());
        YamlNode section = fields.get("gradlock");
        Fields gradlock = Fields.of(section == null ? empty : section, "\"gradlock\"", GRADLOCK_KEYS);
        YamlNode prefix = fields.get("prefix");
        if (prefix != null) {
            warnings.add(prefix.location() + ": \"prefix\" is ignored: where an environment lies is not part of it");
        }
        List<String> channels = channels();
        List<Dependency> dependencies = DependencyReader.read(fields.list("dependencies"), warnings);
        RuntimeKind runtime = runtime(gradlock.get("runtime"), channels);
        YamlNode variants = gradlock.get("variants");
        EnvironmentSpec unhashed = new EnvironmentSpec(
                file,
                name(),
                channels,
                List.copyOf(dependencies),
                variables(),
                platforms(),
                runtime,
                new EngineAddressReader(file, warnings).read(gradlock, runtime, platforms()),
                gpu(gradlock.get("gpu")),
                jvm(gradlock),
                LimitsReader.read(gradlock.get("limits")),
                variants == null ? List.of(Variant.NONE) : VariantReader.read(variants),
                template(gradlock.get("each"), runtime),
                "",
                List.copyOf(warnings));
        return unhashed.withHash(SpecHash.of(unhashed));
    }

    private String name() {
        YamlNode node = fields.get("name");
        String name = node == null ? folderName() : Fields.text(node, "\"name\"");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw GradlockException.badInput(
                    node == null ? file.toString() : node.location(),
                    "\"" + name + "\" cannot be a name",
                    "use letters, digits, dots, dashes and underscores, 64 at most");
        }
        return name;
    }

    private String folderName() {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? "environment"
                : folder.getFileName().toString();
    }

    private List<String> channels() {
        List<String> channels = new ArrayList<>();
        for (YamlNode node : fields.list("channels")) {
            String channel = Fields.text(node, "a channel");
            if (!channel.matches("[!-~]{1,200}")) {
                throw GradlockException.badInput(
                        node.location(), "\"" + channel + "\" cannot be a channel", "write a name without spaces");
            }
            if (channels.contains(channel)) {
                throw GradlockException.badInput(
                        node.location(), "the channel \"" + channel + "\" stands twice", "remove one of the two");
            }
            warnOfPassword(channel, node, warnings);
            channels.add(channel);
        }
        return List.copyOf(channels);
    }

    /** Says that {@code gradlock lock} will not take it. */
    static void warnOfPassword(String channel, YamlNode node, List<String> warnings) {
        if (PlainText.hasPassword(channel)) {
            warnings.add(node.location() + ": the channel " + PlainText.withoutPasswords(channel)
                    + " holds a password, which is no part of an environment: gradlock lock refuses it");
        }
    }

    private Map<String, String> variables() {
        YamlNode node = fields.get("variables");
        Map<String, String> variables = new TreeMap<>();
        if (node != null) {
            Fields.mapping(node, "\"variables\"").entries().forEach((key, entry) -> {
                if (!key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    throw GradlockException.badInput(
                            entry.keyLocation(),
                            "\"" + key + "\" cannot be an environment variable",
                            "use letters, digits and underscores");
                }
                variables.put(key, Fields.text(entry.value(), "the variable " + key));
            });
        }
        return java.util.Collections.unmodifiableMap(variables);
    }

    private List<String> platforms() {
        List<String> platforms = new ArrayList<>();
        for (YamlNode node : fields.list("platforms")) {
            String platform = Fields.word(node, "a platform", PLATFORMS);
            if (platforms.contains(platform)) {
                throw GradlockException.badInput(
                        node.location(), "the platform \"" + platform + "\" stands twice", "remove one of the two");
            }
            platforms.add(platform);
        }
        return platforms.stream().sorted().toList();
    }

    private static RuntimeKind runtime(@Nullable YamlNode node, List<String> channels) {
        if (node == null) {
            return channels.contains("host") ? RuntimeKind.HOST : RuntimeKind.CONTAINER;
        }
        String word = Fields.word(node, "\"runtime\"", List.of("host", "container"));
        return RuntimeKind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Gpu gpu(@Nullable YamlNode node) {
        return node == null
                ? Gpu.NONE
                : Gpu.valueOf(Fields.word(node, "\"gpu\"", List.of("none", "optional", "required"))
                        .toUpperCase(Locale.ROOT));
    }

    private static List<String> jvm(Fields gradlock) {
        List<String> options = new ArrayList<>();
        for (YamlNode node : gradlock.list("jvm")) {
            String option = Fields.text(node, "a JVM option");
            if (!option.startsWith("-") || CLASS_PATH_OPTIONS.contains(option)) {
                throw GradlockException.badInput(
                        node.location(),
                        "\"" + option + "\" cannot be a JVM option of an environment",
                        "write options such as -XX:+UseParallelGC; what is run is not the environment's choice");
            }
            options.add(option);
        }
        return List.copyOf(options);
    }

    private static boolean template(@Nullable YamlNode node, RuntimeKind runtime) {
        if (node == null) {
            return false;
        }
        Fields.word(node, "\"each\"", List.of("installed-jdk"));
        if (runtime != RuntimeKind.HOST) {
            throw GradlockException.badInput(
                    node.location(),
                    "\"each: installed-jdk\" needs the host runtime",
                    "set  runtime: host, or remove \"each\"");
        }
        return true;
    }
}
