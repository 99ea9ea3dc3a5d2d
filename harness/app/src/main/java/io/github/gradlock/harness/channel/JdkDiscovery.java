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

/**
 * Finds the JDKs of this machine: the running one, JAVA_HOME, the platform's usual places, and those of SDKMAN, mise, asdf, jenv, jabba,
 * Homebrew, Scoop, Gradle and IntelliJ IDEA. Each is looked at once, by its real path; what several tools link to is one JDK.
 */
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

    private static final List<String> HOMEBREW = List.of("/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew");
    private static final List<String> INSIDE =
            List.of("Contents/Home", "libexec/openjdk.jdk/Contents/Home", "libexec", "current");

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
        folders.addAll(ofTools(userHome, environment));
        return new JdkDiscovery(running, homes, folders);
    }

    /** Where tools put JDKs, which variables may move. */
    private static List<Path> ofTools(Path userHome, Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        folders.add(
                place(environment, "SDKMAN_DIR", userHome.resolve(".sdkman")).resolve("candidates/java"));
        folders.add(
                place(environment, "MISE_DATA_DIR", data(userHome, environment).resolve("mise"))
                        .resolve("installs/java"));
        folders.add(
                place(environment, "ASDF_DATA_DIR", userHome.resolve(".asdf")).resolve("installs/java"));
        folders.add(place(environment, "JENV_ROOT", userHome.resolve(".jenv")).resolve("versions"));
        folders.add(place(environment, "JABBA_HOME", userHome.resolve(".jabba")).resolve("jdk"));
        folders.add(place(environment, "GRADLE_USER_HOME", userHome.resolve(".gradle"))
                .resolve("jdks"));
        folders.add(userHome.resolve(".jdks"));
        HOMEBREW.forEach(prefix -> addPath(folders, environment.getOrDefault("HOMEBREW_PREFIX", prefix) + "/opt"));
        folders.add(place(environment, "SCOOP", userHome.resolve("scoop")).resolve("apps"));
        return folders;
    }

    private static Path data(Path userHome, Map<String, String> environment) {
        return place(environment, "XDG_DATA_HOME", userHome.resolve(".local/share"));
    }

    private static Path place(Map<String, String> environment, String variable, Path usual) {
        List<Path> named = new ArrayList<>();
        addPath(named, environment.getOrDefault(variable, ""));
        return named.isEmpty() ? usual : named.get(0);
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
                // Bundles of macOS; kegs of Homebrew, there and on Linux; Scoop's link to the version in use.
                INSIDE.forEach(below -> add(found, child.resolve(below)));
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
