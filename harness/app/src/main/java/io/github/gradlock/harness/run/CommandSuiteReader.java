package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.runtime.CommandProgram;
import io.github.gradlock.harness.runtime.CommandProgram.ProgramFile;
import io.github.gradlock.harness.spec.Fields;
import io.github.gradlock.harness.spec.YamlFile;
import io.github.gradlock.harness.spec.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads suites that are programs: a script that begins with {@code #!}, or a {@code suite.yml}, or a folder with one. */
final class CommandSuiteReader {
    /** Name of the file in a folder. */
    static final String FILE_NAME = "suite.yml";

    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 512L << 20;
    private static final int LONGEST_FIRST_LINE = 256;

    private final Path folder;
    private final Map<String, Path> files = new TreeMap<>();
    private long bytes;

    private CommandSuiteReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads what a path names; empty if that is no program.
     *
     * @param further what {@code --classpath} gives, which a program has no use for
     */
    static Optional<Suite> find(Path path, List<Path> further) throws IOException {
        Path description = Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
        String name = description.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean described = Files.isRegularFile(description) && (name.endsWith(".yml") || name.endsWith(".yaml"));
        List<String> interpreter = described || Files.isDirectory(path) ? List.of() : interpreter(path);
        if (!described && interpreter.isEmpty()) {
            return Optional.empty();
        }
        if (!further.isEmpty()) {
            throw GradlockException.badInput(
                    path.toString(),
                    "this suite is a program, and --classpath is for tests",
                    "name its files in a " + FILE_NAME + ", under \"files\"");
        }
        return Optional.of(described ? described(description) : script(path, interpreter));
    }

    private static Suite script(Path script, List<String> interpreter) throws IOException {
        String name = script.getFileName().toString();
        CommandSuiteReader reader = new CommandSuiteReader(folderOf(script));
        reader.add(script, script.toString());
        List<String> command = new ArrayList<>(interpreter);
        command.add(name);
        return reader.suite(name.replaceFirst("(?<=.)\\.[A-Za-z0-9]+$", ""), command);
    }

    private static Suite described(Path file) throws IOException {
        Fields fields = Fields.of(
                YamlFile.read(file, "write at least \"command:\""), "a suite", List.of("name", "command", "files"));
        Path folder = folderOf(file);
        String name = fields.textOrNull("name");
        if (name != null && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw Fields.wrong(
                    fields.require("name"),
                    "\"name\"",
                    "at most 64 letters, digits, dots, dashes and underscores",
                    "leave it out, and the folder's name is taken");
        }
        List<String> command = fields.texts("command");
        if (command.isEmpty()) {
            throw Fields.wrong(
                    fields.require("command"), "\"command\"", "a program and its arguments", "[python3, gradients.py]");
        }
        CommandSuiteReader reader = new CommandSuiteReader(folder);
        if (fields.get("files") == null) {
            reader.addAll(folder, file.toString());
        }
        for (YamlNode node : fields.list("files")) {
            reader.addNamed(node);
        }
        return reader.suite(name != null ? name : String.valueOf(folder.getFileName()), command);
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    private void addNamed(YamlNode node) throws IOException {
        Path path = folder.resolve(Fields.text(node, "a file")).normalize();
        if (!path.startsWith(folder) || !Files.exists(path)) {
            throw GradlockException.badInput(
                    node.location(),
                    (Files.exists(path) ? "lies outside of the suite's folder: " : "no such file or folder: ") + path,
                    "a suite is what lies beside its " + FILE_NAME + " and below");
        }
        if (Files.isDirectory(path)) {
            addAll(path, node.location());
        } else {
            add(path, node.location());
        }
    }

    /** Hidden files, what Python leaves, and results of gradlock's own runs are nobody's intention. */
    private void addAll(Path root, String location) throws IOException {
        List<Path> results = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (isResults(path)) {
                    results.add(path);
                }
                if (results.stream().anyMatch(path::startsWith)) {
                    continue;
                }
                if (Files.isSymbolicLink(path) && Files.isDirectory(path)) {
                    throw GradlockException.badInput(
                            location, "is a link to a folder: " + path, "put the folder itself there");
                }
                if (!Files.isRegularFile(path)) {
                    continue;
                }
                String below = root.relativize(path).toString();
                if (!below.matches("(.*[/\\\\])?(\\..*|__pycache__[/\\\\].*)")) {
                    add(path, location);
                }
            }
        }
    }

    /** A folder of results is claimed by a file; bundles of other runs, joined ones for instance, may lie about. */
    private static boolean isResults(Path folder) {
        return Files.isDirectory(folder)
                && (Files.exists(folder.resolve(OutputFolder.LOCK))
                        || folder.toString().endsWith(".glb") && Files.exists(folder.resolve("manifest.json")));
    }

    private void add(Path path, String location) throws IOException {
        if (!path.toRealPath().startsWith(folder.toRealPath())) {
            throw GradlockException.badInput(
                    location, "is a link out of the suite's folder: " + path, "put the file itself there");
        }
        bytes += Files.size(path);
        files.put(
                folder.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/'),
                path.toAbsolutePath());
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw GradlockException.badInput(
                    location,
                    "the suite has more than %,d files or %d MiB".formatted(MOST_FILES, MOST_BYTES >> 20),
                    "name those that the program needs in " + FILE_NAME + ", under \"files\"");
        }
    }

    private Suite suite(String name, List<String> command) throws IOException {
        List<ProgramFile> list = new ArrayList<>();
        files.forEach((file, path) -> list.add(new ProgramFile(file, path)));
        CommandProgram program = new CommandProgram(command, list);
        return new Suite(name, SuiteHash.of(program), program);
    }

    /** Returns the words behind {@code #!}, without {@code /usr/bin/env}; none if a file begins otherwise. */
    private static List<String> interpreter(Path file) throws IOException {
        String line;
        try (InputStream in = Files.newInputStream(file)) {
            line = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
        }
        if (!line.startsWith("#!")) {
            return List.of();
        }
        List<String> words = new ArrayList<>(
                List.of(line.substring(2).lines().findFirst().orElse("").strip().split("\\s+")));
        if (words.get(0).endsWith("/env")) {
            words.remove(0);
            words.remove("-S");
        }
        words.removeIf(String::isEmpty);
        if (words.isEmpty()) {
            throw GradlockException.badInput(
                    file + ":1:1", "#! names no program", "write for instance #!/usr/bin/env python3");
        }
        return words;
    }
}
