package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.MatrixSpec;
import io.github.gradlock.harness.spec.Nearest;
import io.github.gradlock.harness.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of the environments: one folder each, named as the environment, and {@code matrix.yml}. */
public final class Environments {
    private final Path directory;
    private final Map<String, EnvironmentSpec> read = new HashMap<>();

    /** Opens the folder; nothing is read yet. */
    public Environments(Path directory) {
        this.directory = directory;
    }

    /** Returns the names of all environments, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            throw GradlockException.badInput(
                    directory.toString(),
                    "there is no folder of environments here",
                    "run gradlock in the project, or give the folder with --environments DIR");
        }
        try (Stream<Path> folders = Files.list(directory)) {
            // One that is a folder, or a link to nowhere, is a broken environment.
            return folders.filter(folder ->
                            Files.exists(folder.resolve(EnvironmentSpecReader.FILE_NAME), LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException problem) {
            throw GradlockException.badInput(
                    directory.toString(), "cannot be listed: " + Reason.of(problem), "check the folder's permissions");
        }
    }

    /** Reads an environment of the folder. */
    public EnvironmentSpec spec(String name) {
        EnvironmentSpec spec = read.computeIfAbsent(
                name,
                key -> EnvironmentSpecReader.read(directory.resolve(key).resolve(EnvironmentSpecReader.FILE_NAME)));
        if (!spec.name().equals(name)) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    names().contains(spec.name())
                            ? "two environments are named \"" + spec.name() + "\": " + directory.resolve(spec.name())
                                    + " and " + directory.resolve(name)
                            : "the environment in the folder \"" + name + "\" is named \"" + spec.name() + "\"",
                    "give the folder and the environment the same name, each once");
        }
        return spec;
    }

    /** Reads the environment that a name or a folder means. */
    public EnvironmentSpec named(String name) {
        boolean path = isPath(name);
        if (!path && names().contains(name)) {
            return spec(name);
        }
        Path file = Path.of(name).resolve(EnvironmentSpecReader.FILE_NAME);
        if (Files.isRegularFile(file)) {
            return EnvironmentSpecReader.read(file);
        }
        throw missing(name, null);
    }

    /** Returns that nothing is meant by a name or a folder, and what to do about that. */
    GradlockException missing(String name, @Nullable String location) {
        if (isPath(name)) {
            return GradlockException.badInput(
                    location,
                    "there is no " + Path.of(name).resolve(EnvironmentSpecReader.FILE_NAME),
                    "give a folder that holds an environment.yml");
        }
        if (Files.isDirectory(directory.resolve(name))) {
            return GradlockException.badInput(
                    location,
                    "the environment \"" + name + "\" has no "
                            + directory.resolve(name).resolve(EnvironmentSpecReader.FILE_NAME),
                    "write one, or remove the folder");
        }
        return GradlockException.badInput(
                location,
                "there is no environment \"" + name + "\" in " + directory,
                Nearest.of(name, names())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElseGet(
                                () -> Nearest.hint(name, names()) + "; --environments names another folder of them"));
    }

    /** Returns whether a folder is meant, and no name. */
    static boolean isPath(String name) {
        return name.contains("/") || name.contains("\\") || name.startsWith(".");
    }

    /**
     * An environment, and which of its variants are meant.
     *
     * @param spec as it is written
     * @param argument how it is named on the command line
     * @param variants at least one
     */
    public record Chosen(EnvironmentSpec spec, String argument, List<Variant> variants) {}

    /**
     * Reads the environments that a name means, whether they can be made here or not.
     *
     * @param written {@code host}, {@code host[jit=c2]}, {@code host*}, or a folder
     */
    public List<Chosen> chosen(String written) {
        EnvironmentName name = EnvironmentName.parse(written, null);
        List<String> matching =
                name.isPattern() ? names().stream().filter(name::matches).toList() : List.of(name.base());
        if (matching.isEmpty()) {
            throw GradlockException.badInput(
                    null, "no environment matches \"" + written + "\"", Nearest.hint(name.base(), names()));
        }
        return matching.stream().map(base -> chosen(name, base)).toList();
    }

    private Chosen chosen(EnvironmentName name, String base) {
        EnvironmentSpec spec = named(base);
        List<Variant> variants = spec.variants().stream().filter(name::selects).toList();
        return new Chosen(
                spec, base, variants.isEmpty() ? List.of(Variant.checked(name.factors(), name.written())) : variants);
    }

    /** Reads the matrix. */
    public MatrixSpec matrix() {
        Path file = directory.resolve(MatrixSpec.FILE_NAME);
        if (!Files.isDirectory(directory)) {
            throw GradlockException.badInput(
                    directory.toString(), "there is no such folder of environments", "look at --environments");
        }
        if (!Files.exists(file)) {
            throw GradlockException.badInput(
                    file.toString(),
                    "there is no matrix that says what to run by default",
                    "write one, or name the environments: gradlock run ENV…");
        }
        return MatrixSpec.read(file);
    }

    /** Returns whether there is a matrix. */
    public boolean hasMatrix() {
        return Files.exists(directory.resolve(MatrixSpec.FILE_NAME));
    }
}
