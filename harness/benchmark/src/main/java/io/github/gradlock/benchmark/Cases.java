package io.github.gradlock.benchmark;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The cases of this module, read from its class files: a case that is added is listed and tested without being named anywhere. */
public final class Cases {
    private Cases() {}

    /** Returns the methods with an annotation, {@link Fault} or {@link Control}, by the id of the case. */
    public static Map<String, Method> with(Class<? extends Annotation> annotation) {
        Map<String, Method> found = new TreeMap<>();
        try {
            Path classes = Path.of(
                    Cases.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(classes)) {
                collect(annotation, classes, found);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                    collect(annotation, jar.getPath("/"), found);
                }
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException problem) {
            throw new IllegalStateException("the class files of this module cannot be listed", problem);
        }
        return found;
    }

    private static void collect(Class<? extends Annotation> annotation, Path classes, Map<String, Method> found)
            throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Cases.class"))
                    .sorted()
                    .toList()) {
                String name = classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                for (Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(annotation) && found.put(NamedCase.id(method), method) != null) {
                        throw new IllegalStateException("two cases have the id " + NamedCase.id(method));
                    }
                }
            }
        }
    }
}
