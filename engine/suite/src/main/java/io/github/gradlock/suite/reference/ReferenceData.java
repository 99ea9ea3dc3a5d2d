package io.github.gradlock.suite.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cases that come with the suite, or those of the folder that the system property {@code gradlock.reference} names. */
final class ReferenceData {
    /** System property: a folder with other cases in the same format. */
    static final String FOLDER = "gradlock.reference";

    private static final ReferenceData INSTANCE = load();

    private final List<ReferenceCase> cases;

    private ReferenceData(List<ReferenceCase> cases) {
        this.cases = List.copyOf(cases);
    }

    /** Returns all cases, in the order of the file. */
    static List<ReferenceCase> cases() {
        return INSTANCE.cases;
    }

    private static ReferenceData load() {
        try {
            ReferenceTensors tensors = new ReferenceTensors(bytes("tensors.safetensors"));
            ObjectMapper mapper = new ObjectMapper();
            List<ReferenceCase> cases = new ArrayList<>();
            for (String line : new String(bytes("cases.jsonl"), StandardCharsets.UTF_8).split("\n")) {
                cases.add(new ReferenceCase(mapper.readTree(line), tensors));
            }
            return new ReferenceData(cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            return Files.readAllBytes(Path.of(folder, name));
        }
        try (InputStream stream = ReferenceData.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new FileNotFoundException("no " + name + " beside " + ReferenceData.class.getName());
            }
            return stream.readAllBytes();
        }
    }
}
