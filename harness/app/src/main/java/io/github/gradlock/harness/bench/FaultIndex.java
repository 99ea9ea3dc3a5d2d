package io.github.gradlock.harness.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.run.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Reads which faults a suite has: {@value #ENTRY} on its class path. */
final class FaultIndex {
    static final String ENTRY = "META-INF/gradlock/faults.json";

    private static final long MOST_BYTES = 4 << 20;

    private FaultIndex() {}

    static List<PlantedFault> read(Suite suite) throws IOException {
        for (Path path : suite.scanRoots()) {
            byte[] text = Files.isDirectory(path) ? ofFolder(path) : ofJar(path);
            if (text != null) {
                return parse(path, text);
            }
        }
        throw GradlockException.badInput(
                suite.name(),
                "the suite has no index of planted faults: " + ENTRY,
                "harness/docs/benchmark.md says what a suite of faults needs");
    }

    private static byte @Nullable [] ofFolder(Path folder) throws IOException {
        Path file = folder.resolve(ENTRY);
        return Files.exists(file) && Files.size(file) <= MOST_BYTES ? Files.readAllBytes(file) : null;
    }

    private static byte @Nullable [] ofJar(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            ZipEntry entry = jar.getEntry(ENTRY);
            if (entry == null || entry.getSize() > MOST_BYTES) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readNBytes((int) MOST_BYTES);
            }
        }
    }

    private static List<PlantedFault> parse(Path path, byte[] text) throws IOException {
        try {
            List<PlantedFault> faults = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(text)) {
                faults.add(new PlantedFault(
                        text(node, "case"),
                        text(node, "half"),
                        texts(node, "causes"),
                        texts(node, "steps"),
                        text(node, "shows"),
                        texts(node, "a"),
                        texts(node, "b"),
                        node.path("inGradient").asBoolean(true)));
            }
            return faults;
        } catch (JacksonException | IllegalArgumentException problem) {
            throw GradlockException.badInput(
                    path + "!" + ENTRY, "not an index of faults: " + problem.getMessage(), "build the suite again");
        }
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("a fault has no text '" + name + "'");
        }
        return node.path(name).textValue();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
