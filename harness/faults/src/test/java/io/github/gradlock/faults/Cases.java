package io.github.gradlock.faults;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases of this module, read from its class files: a case that is added is tested without being listed anywhere. */
final class Cases {
    private Cases() {}

    /** Returns the classes of planted faults, sorted by name. */
    static List<Class<?>> planted() {
        return endingIn("Fault");
    }

    /** Returns the classes of controls, sorted by name. */
    static List<Class<?>> controls() {
        return endingIn("Control").stream().filter(type -> !type.isAnnotation()).toList();
    }

    /** Returns the test methods of a case: those with either annotation. */
    static List<Method> tests(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Planted.class) || method.isAnnotationPresent(Control.class))
                .toList();
    }

    static Class<?> named(String simpleName) {
        try {
            return Class.forName(Planted.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("no case of the name " + simpleName, missing);
        }
    }

    private static List<Class<?>> endingIn(String suffix) {
        try {
            Path classes = Path.of(Planted.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(classes)) {
                return endingIn(suffix, classes);
            }
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                return endingIn(suffix, jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException problem) {
            throw new IllegalStateException("the class files of this module cannot be listed", problem);
        }
    }

    private static List<Class<?>> endingIn(String suffix, Path classes) throws IOException {
        Path folder = classes.resolve(Planted.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix + ".class"))
                    .sorted()
                    .<Class<?>>map(name -> named(name.substring(0, name.length() - ".class".length())))
                    .toList();
        }
    }
}
