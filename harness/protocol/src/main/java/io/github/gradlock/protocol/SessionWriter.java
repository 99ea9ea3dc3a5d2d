package io.github.gradlock.protocol;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one process of a run records: a session folder, which {@link BundleWriter#join} makes a bundle of.
 *
 * <p>Every case is on disk when it ends, so that a killed process leaves what it had finished. Elements are appended to
 * {@code values.bin}; those of a further iteration are kept only if their hash differs from the first iteration's. Safe
 * for use by several threads.
 */
public final class SessionWriter implements Closeable {
    private static final int TRACE_BUFFER = 1 << 16;

    private final Path folder;
    private final int iterations;
    private final String start = now();
    private final FileChannel values;
    private final FileChannel cases;
    private final FileChannel trace;
    private final RunningCase running;
    private final Map<String, Map<String, String>> firstHashes = new HashMap<>();

    private SessionWriter(Path folder, int iterations) throws IOException {
        this.folder = folder;
        this.iterations = iterations;
        this.values = append(Session.VALUES);
        this.cases = append(Session.CASES);
        this.trace = append(Session.TRACE);
        this.running = new RunningCase(folder);
        writeState(false);
    }

    /**
     * Starts a session in an empty or missing folder; {@code iterations} says how many executions of each case are meant.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the folder holds a session already
     */
    public static SessionWriter create(Path folder, int iterations) throws IOException {
        Files.createDirectories(folder);
        return new SessionWriter(folder, iterations);
    }

    /** Returns the folder, for {@code junit.xml} and {@code log.txt}, which others write. */
    public Path folder() {
        return folder;
    }

    /** Starts an execution of a case; {@code iteration} counts from 0. */
    public CaseWriter begin(String caseId, int iteration) {
        String id = wellFormed(caseId);
        running.begins(id);
        return new CaseWriter(id, iteration);
    }

    /** Writes {@code provenance.json} anew. */
    public void provenance(Map<String, String> provenance) throws IOException {
        Map<String, String> sorted = new TreeMap<>();
        provenance.forEach((key, value) -> sorted.put(wellFormed(key), wellFormed(value)));
        replace(Session.PROVENANCE, Json.document(sorted));
    }

    /** Says that every iteration came to its end. */
    public void finish() throws IOException {
        running.finish();
        writeState(true);
    }

    /** Closes the files; a session that was not finished counts as partial. */
    @Override
    public void close() throws IOException {
        values.close();
        cases.close();
        trace.close();
        running.close();
    }

    private void writeState(boolean complete) throws IOException {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("iterations", iterations);
        state.put("start", start);
        state.put("end", now());
        state.put("complete", complete);
        replace(Session.STATE, Json.document(state));
    }

    private void replace(String name, String text) throws IOException {
        Path temporary = folder.resolve(name + ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private FileChannel append(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Replaces halves of surrogate pairs, which no UTF-8 text can hold. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** One execution of a case while it runs; safe for use by several threads. */
    public final class CaseWriter {
        private final String id;
        private final int iteration;
        private final Map<String, Session.Tensor> tensors = new TreeMap<>(CodePointOrder.INSTANCE);
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        private final List<Long> runs = new ArrayList<>();
        private int steps;

        private CaseWriter(String id, int iteration) {
            this.id = id;
            this.iteration = iteration;
        }

        /**
         * Records a tensor.
         *
         * @param name its name, unique in the case, not empty, without {@code /}
         * @param bits its elements, row-major, little-endian; NaN need not be canonical
         * @throws IllegalArgumentException if the name is taken or not allowed, or shape and number of bytes do not agree
         */
        public void tensor(String name, ElementType type, long[] shape, ByteBuffer bits) throws IOException {
            String known = wellFormed(name);
            ByteBuffer canonical = Elements.canonical(type, bits);
            TensorInfo info = TensorInfo.of(known, type, shape, canonical);
            synchronized (SessionWriter.this) {
                if (tensors.containsKey(known)) {
                    throw new IllegalArgumentException("tensor '" + known + "' is recorded twice in case '" + id + "'");
                }
                tensors.put(known, new Session.Tensor(info, keep(info, canonical)));
            }
        }

        /** Appends the elements and returns their offset, or −1 if the first iteration's are the same. */
        private long keep(TensorInfo info, ByteBuffer bits) throws IOException {
            Map<String, String> first = firstHashes.get(id);
            if (iteration > 0 && first != null && info.sha256().equals(first.get(info.name()))) {
                return -1;
            }
            long offset = values.position();
            write(values, bits);
            return offset;
        }

        /** Records an executed operation as the case's next step. */
        public void step(
                String phase,
                String op,
                Map<String, String> attributes,
                List<Long> inputs,
                List<TraceStep.Output> outputs)
                throws IOException {
            synchronized (SessionWriter.this) {
                TraceStep step = new TraceStep(id, steps++, phase, op, attributes, inputs, outputs);
                pending.writeBytes((TraceJson.write(step) + "\n").getBytes(StandardCharsets.UTF_8));
                if (pending.size() > TRACE_BUFFER) {
                    flush();
                }
            }
        }

        /** Writes the buffered steps; runs of cases that execute at the same time lie between each other. */
        private void flush() throws IOException {
            if (pending.size() == 0) {
                return;
            }
            long begin = trace.position();
            write(trace, ByteBuffer.wrap(pending.toByteArray()));
            pending.reset();
            int last = runs.size() - 1;
            if (last > 0 && runs.get(last) == begin) {
                runs.set(last, trace.position());
            } else {
                runs.add(begin);
                runs.add(trace.position());
            }
        }

        /** Writes the line of the case; {@code reason} says why it did not pass. */
        public void end(CaseStatus status, @Nullable String reason) throws IOException {
            String because = reason == null ? null : wellFormed(reason);
            synchronized (SessionWriter.this) {
                List<Session.Tensor> list = new ArrayList<>(tensors.values());
                Map<String, String> hashes = new HashMap<>();
                list.forEach(
                        tensor -> hashes.put(tensor.info().name(), tensor.info().sha256()));
                firstHashes.putIfAbsent(id, hashes);
                flush();
                String line = SessionJson.write(new Session.Execution(id, iteration, status, because, list, runs));
                write(cases, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
                running.ends();
            }
        }
    }
}
