package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the steps of each case lie in a {@code trace.jsonl}. */
final class TraceIndex {
    private final Region region;
    private final Map<String, List<Run>> runs = new HashMap<>();

    /** Lines of one case that follow each other. */
    private record Run(long offset, long end, long firstLine) {}

    private TraceIndex(Region region) {
        this.region = region;
    }

    /** Reads the file once; {@code cutAllowed} as in {@link LineReader}. */
    static TraceIndex of(Region region, boolean cutAllowed) throws IOException {
        TraceIndex index = new TraceIndex(region);
        LineReader lines = new LineReader(region, cutAllowed);
        String caseId = "";
        ByteBuffer head = ByteBuffer.allocate(0);
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            if (!startsWith(line.bytes(), head)) {
                caseId = TraceJson.read(line.json()).caseId();
                head = head(caseId);
            }
            index.add(caseId, line);
        }
        return index;
    }

    /** The steps of a case follow each other, and are recognised by how their lines begin; what is used is parsed. */
    private static ByteBuffer head(String caseId) {
        String line = Json.line(Map.of("case", caseId));
        return ByteBuffer.wrap((line.substring(0, line.length() - 1) + ",").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean startsWith(ByteBuffer line, ByteBuffer head) {
        return head.hasRemaining()
                && line.remaining() > head.remaining()
                && line.slice(0, head.remaining()).equals(head);
    }

    private void add(String caseId, LineReader.Line line) {
        List<Run> of = runs.computeIfAbsent(caseId, id -> new ArrayList<>());
        long end = line.offset() + line.bytes().remaining() + 1;
        Run last = of.isEmpty() ? new Run(-1, -1, 0) : of.get(of.size() - 1);
        if (last.end() == line.offset()) {
            of.set(of.size() - 1, new Run(last.offset(), end, last.firstLine()));
        } else {
            of.add(new Run(line.offset(), end, line.number()));
        }
    }

    /** Copies the lines of a case as they are. */
    void copy(String caseId, FileChannel out) throws IOException {
        for (Run run : runs.getOrDefault(caseId, List.of())) {
            SafetensorsWriter.writeAll(out, region.map(run.offset(), run.end() - run.offset()));
        }
    }

    List<TraceStep> steps(String caseId) throws IOException {
        List<TraceStep> steps = new ArrayList<>();
        for (Run run : runs.getOrDefault(caseId, List.of())) {
            LineReader lines = new LineReader(region, run.offset(), run.firstLine());
            for (LineReader.Line line = lines.next(); line != null && line.offset() < run.end(); line = lines.next()) {
                steps.add(TraceJson.read(line.json()));
            }
        }
        return steps;
    }
}
