package io.github.gradlock.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where programs are looked for: the absolute folders of a {@code PATH}. The JVM would look in relative ones too, which a project could fill.
 *
 * @param folders in order
 */
public record ProgramPath(List<Path> folders) {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final List<String> ENDINGS = WINDOWS ? List.of(".exe", ".cmd", ".bat", "") : List.of("");

    /** Takes the folders. */
    public ProgramPath {
        folders = List.copyOf(folders);
    }

    /**
     * Reads a {@code PATH}.
     *
     * @param path folders with the system's separator between them; what is no folder is left out, as a shell does
     */
    public static ProgramPath parse(String path) {
        List<Path> folders = new ArrayList<>();
        for (String entry : path.split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                Path folder = Path.of(entry);
                if (folder.isAbsolute()) {
                    folders.add(folder);
                }
            } catch (InvalidPathException malformed) {
                continue;
            }
        }
        return new ProgramPath(folders);
    }

    /** Returns the same with a folder that is searched first. */
    public ProgramPath behind(Path first) {
        List<Path> all = new ArrayList<>(List.of(first));
        all.addAll(folders);
        return new ProgramPath(all);
    }

    /**
     * Finds a program.
     *
     * @param name of it, without the ending that Windows gives; an absolute path stays as it is
     */
    public Optional<Path> find(String name) {
        for (Path folder : folders) {
            for (String ending : ENDINGS) {
                Path file = folder.resolve(name + ending).toAbsolutePath();
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
