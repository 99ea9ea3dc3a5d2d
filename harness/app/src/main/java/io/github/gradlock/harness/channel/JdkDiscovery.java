package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the JDKs of this machine: the running one, JAVA_HOME, the platform's usual places, SDKMAN. */
public final class JdkDiscovery {
    private static final List<String> UNIX = List.of(
            "/usr/lib/jvm",
            "/usr/lib64/jvm",
            "/usr/java",
            "/usr/local/java",
            "/opt",
            "/opt/java",
            "/opt/jdk",
            "/opt/jvm");
    private static final List<String> MAC = List.of("/Library/Java/JavaVirtualMachines");
    private static final List<String> WINDOWS = List.of(
            "Java", "Eclipse Adoptium", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft", "Semeru", "OpenJDK");

    private final Path running;
    private final List<Path> homes;
    private final List<Path> folders;

    private JdkDiscovery(Path running, List<Path> homes, List<Path> folders) {
        this.running = running;
        this.homes = homes;
        this.folders = folders;
    }

    /** Looks at this machine. */
    public static JdkDiscovery ofThisMachine() {
        return of(Path.of(System.getProperty("java.home")), Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** Looks only at these places: homes are JDKs themselves, folders hold them. */
    public static JdkDiscovery of(Path running, List<Path> folders) {
        return new JdkDiscovery(running, List.of(), List.copyOf(folders));
    }

    static JdkDiscovery of(Path running, Path userHome, Map<String, String> environment) {
        List<Path> homes = new ArrayList<>();
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().matches("JAVA_HOME|JAVA_HOME_[0-9]+_[A-Za-z0-9]+|JDK_HOME"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> addPath(homes, variable.getValue()));
        List<Path> folders = new ArrayList<>();
        UNIX.forEach(folder -> addPath(folders, folder));
        MAC.forEach(folder -> addPath(folders, folder));
        folders.add(userHome.resolve("Library/Java/JavaVirtualMachines"));
        for (String root : List.of("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")) {
            String value = environment.get(root);
            if (value != null) {
                WINDOWS.forEach(vendor -> addPath(folders, value + "/" + vendor));
            }
        }
        String sdkman = environment.get("SDKMAN_DIR");
        folders.add((sdkman == null ? userHome.resolve(".sdkman") : Path.of(sdkman)).resolve("candidates/java"));
        folders.add(userHome.resolve(".jdks"));
        folders.add(userHome.resolve(".gradle/jdks"));
        return new JdkDiscovery(running, homes, folders);
    }

    private static void addPath(List<Path> paths, String text) {
        try {
            if (!text.isBlank()) {
                paths.add(Path.of(text));
            }
        } catch (InvalidPathException notOfThisSystem) {
            // A path of another operating system names no JDK here.
            return;
        }
    }

    /** Returns every JDK once: the running one first, then by feature version, newest first, version and path. */
    public List<InstalledJdk> find() {
        Map<Path, InstalledJdk> found = new LinkedHashMap<>();
        add(found, running);
        homes.forEach(home -> add(found, home));
        for (Path folder : folders) {
            for (Path child : children(folder)) {
                add(found, child);
                add(found, child.resolve("Contents").resolve("Home"));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing((InstalledJdk jdk) -> !jdk.running())
                        .thenComparing(InstalledJdk::feature, Comparator.reverseOrder())
                        .thenComparing(jdk -> Runtime.Version.parse(jdk.version()), Comparator.reverseOrder())
                        .thenComparing(InstalledJdk::home))
                .toList();
    }

    private void add(Map<Path, InstalledJdk> found, Path candidate) {
        InstalledJdk.read(candidate, running).ifPresent(jdk -> found.putIfAbsent(jdk.home(), jdk));
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            // A folder that may not be read offers nothing.
            return List.of();
        }
    }
}
