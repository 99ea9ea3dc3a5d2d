package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a session: a folder that a process wrote, whole or killed, or {@code values.safetensors} alone, in which every
 * key {@code <case>/<name>} is a tensor of a case that passed once; {@code values.1.safetensors} and so on, where they are, hold further
 * executions.
 */
final class SessionReader {
    private final Path path;

    /** One execution of a case with the places of its elements. */
    record Execution(
            String caseId,
            int iteration,
            CaseStatus status,
            @Nullable String reason,
            List<Tensor> tensors,
            List<Long> trace) {}

    /** A tensor, whose elements are hashed when they are taken; {@code elements} is null if they are those of the case's first iteration in this session. */
    record Tensor(TensorInfo info, SafetensorsWriter.@Nullable Source elements) {}

    /** Takes what is done with each execution. */
    @FunctionalInterface
    interface Sink {
        void accept(Execution execution) throws IOException;
    }

    SessionReader(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Session.State state() throws IOException {
        Path file = path.resolve(Session.STATE);
        if (Files.isRegularFile(file)) {
            return SessionJson.state(document(file));
        }
        boolean alone = Files.isRegularFile(lone());
        String time = alone ? Files.getLastModifiedTime(lone()).toInstant().toString() : "";
        return new Session.State(alone ? executions().size() : 1, time, time, alone);
    }

    Map<String, String> provenance() throws IOException {
        Path file = path.resolve(Session.PROVENANCE);
        return Files.isRegularFile(file) ? TraceJson.texts(document(file)) : Map.of();
    }

    /** Passes on the executions in their order; a last line that was cut off is left out. */
    void read(Sink sink) throws IOException {
        requireNoLinks();
        Path cases = path.resolve(Session.CASES);
        if (Files.isRegularFile(cases)) {
            readFolder(Region.of(cases), sink);
        } else if (Files.isRegularFile(lone())) {
            List<Path> executions = executions();
            for (int iteration = 0; iteration < executions.size(); iteration++) {
                readLone(SafetensorsReader.open(executions.get(iteration)), iteration, sink);
            }
        }
    }

    /** A suite could have left a link to a file of the host, which would then travel with the bundle. */
    void requireNoLinks() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        for (Path file : BundleWriter.entries(path)) {
            if (Files.isSymbolicLink(file)) {
                throw new BundleException(file, "is a link", "a session holds plain files only; run the suite again");
            }
        }
    }

    private Path lone() {
        return Files.isDirectory(path) ? path.resolve(StoredBundle.VALUES) : path;
    }

    /** Returns the files of all executions, in their order. */
    private List<Path> executions() {
        List<Path> files = new ArrayList<>(List.of(lone()));
        if (Files.isDirectory(path)) {
            for (Path next = further(1); Files.isRegularFile(next); next = further(files.size())) {
                files.add(next);
            }
        }
        return files;
    }

    /** Returns whether there are files of further executions. */
    boolean isRepeated() {
        return executions().size() > 1;
    }

    private Path further(int iteration) {
        return path.resolve(StoredBundle.VALUES.replace(".", "." + iteration + "."));
    }

    private void readFolder(Region cases, Sink sink) throws IOException {
        Region values = Region.of(path.resolve(Session.VALUES));
        LineReader lines = new LineReader(cases, true);
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            Session.Execution execution = SessionJson.execution(line.json());
            List<Tensor> tensors = new ArrayList<>();
            for (Session.Tensor tensor : execution.tensors()) {
                long size = byteCount(tensor.info());
                tensors.add(new Tensor(
                        tensor.info(),
                        tensor.offset() < 0
                                ? null
                                : checked(
                                        values.label(),
                                        execution.caseId(),
                                        tensor.info(),
                                        () -> values.data(tensor.offset(), size))));
            }
            sink.accept(new Execution(
                    execution.caseId(),
                    execution.iteration(),
                    execution.status(),
                    execution.reason(),
                    tensors,
                    execution.trace()));
        }
    }

    private static void readLone(SafetensorsReader values, int iteration, Sink sink) throws IOException {
        LoneCases cases = LoneCases.of(values);
        for (String caseId : cases.ids()) {
            List<Tensor> tensors = new ArrayList<>();
            for (String name : cases.tensors(caseId)) {
                TensorInfo info = cases.hashed(caseId, name);
                tensors.add(
                        new Tensor(info, checked(values.label(), caseId, info, () -> cases.canonical(caseId, name))));
            }
            sink.accept(new Execution(caseId, iteration, CaseStatus.PASSED, null, tensors, List.of()));
        }
    }

    /** Hashes elements whenever they are taken: a bundle must not vouch for what a session merely claims. */
    private static SafetensorsWriter.Source checked(
            String file, String caseId, TensorInfo info, SafetensorsWriter.Source source) {
        return () -> {
            TensorData elements = source.elements();
            String found = elements.sha256();
            if (!found.equals(info.sha256())) {
                throw new BundleException(
                        file,
                        "the elements of '" + info.name() + "' of case '" + caseId + "' have the SHA-256 " + found
                                + ", recorded was " + info.sha256(),
                        "the session is damaged; run the suite again");
            }
            return elements;
        };
    }

    private static long byteCount(TensorInfo info) throws BundleException {
        try {
            return Elements.byteCount(
                    info.type(), info.shape().stream().mapToLong(i -> i).toArray());
        } catch (IllegalArgumentException e) {
            throw new BundleException("tensor '" + info.name() + "'", String.valueOf(e.getMessage()), "record it anew");
        }
    }

    private static JsonValue document(Path file) throws IOException {
        return new JsonParser(JsonSource.file(file.toString(), Region.of(file).map(Limits.DOCUMENT_BYTES))).parse();
    }
}
