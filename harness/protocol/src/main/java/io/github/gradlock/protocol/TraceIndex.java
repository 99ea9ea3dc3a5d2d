package io.github.gradlock.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
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
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            index.add(TraceJson.read(line.json()).caseId(), line);
        }
        return index;
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

    /** Copies the lines of these cases, case by case. */
    void copySorted(Path target, Collection<String> cases) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (String caseId : cases) {
                for (Run run : runs.getOrDefault(caseId, List.of())) {
                    ByteBuffer bytes = region.map(run.offset(), run.end() - run.offset());
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
            }
        }
    }
}
