package io.github.gradlock.harness.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.report.JsonSchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpeedResultTests {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HEADER = """
            {"os": "Linux amd64", "processor": "A processor", "processors": 2, "load": 0.5, "jdk": "17.0.15+6", "vm": "A VM",
             "options": ["-Xmx2g"], "kernels": "scalar", "kernelThreads": 2, "vectorSpecies": "Species[float, 16, S_512_BIT]",
             "torch": {"version": "2.10.0", "threads": 2, "blasThreads": 2, "parallel": "p", "config": "c"},
             "emptyCall": 2e-7, "pace": {"rounds": 3, "warmUpMillis": 150, "againMillis": 10, "sampleMillis": 40}}""";
    static final String ROW = """
            {"work": "add", "dtype": "float32", "size": "1k", "deviation": 0.0, "tolerance": 1e-4, "ours": 5e-7, "theirs": 1e-6,
             "ratio": 2.0, "ratioLow": 1.5, "ratioHigh": 2.5, "binding": 2e-7}""";
    private static final String SLOW_ROW = """
            {"work": "exp", "dtype": "float32", "size": "1M", "deviation": 1e-8, "tolerance": 1e-4, "ours": 0.0125, "theirs": 0.0001,
             "ratio": 0.008, "ratioLow": 0.007, "ratioHigh": 0.009}""";
    private static final String OTHER_ROW = """
            {"work": "mul", "dtype": "float32", "size": "1k", "deviation": "NaN", "tolerance": 1e-4, "problem": "result 0 is elsewhere"}""";
    private static final String LONE_ROW = """
            {"work": "gradcheck", "dtype": "float64", "size": "8x8", "ours": 0.002}""";

    static JsonNode json(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    private static SpeedResult result(String... rows) throws JsonProcessingException {
        SpeedResult result = new SpeedResult(true);
        result.header(json(HEADER));
        for (String row : rows) {
            result.row(json(row));
        }
        return result;
    }

    @Test
    void theDocumentIsWhatItsSchemaSays() throws IOException {
        SpeedResult result = result(ROW, SLOW_ROW, LONE_ROW, OTHER_ROW);
        JsonNode document = MAPPER.valueToTree(result.document());
        assertEquals(List.of(), JsonSchemaCheck.errors(schema(), document));
        JsonNode row = document.path("rows").path(0);
        assertEquals(2.0, row.path("ratio").asDouble());
        assertEquals(2, row.path("threads").asInt());
        assertEquals("17.0.15+6", row.path("jdk").asText());
        assertEquals("scalar", row.path("kernels").asText());
        assertFalse(document.path("rows").path(2).has("theirs"));
    }

    @Test
    void theSchemaRefusesRowsWithoutAWork() throws IOException {
        JsonNode document = MAPPER.valueToTree(
                result("{\"size\": \"1k\", \"dtype\": \"int8\"}").document());
        assertFalse(JsonSchemaCheck.errors(schema(), document).isEmpty());
    }

    @Test
    void sidesThatDoNotAgreeGiveExitOne() throws JsonProcessingException {
        assertEquals(0, result(ROW).document().get("exit"));
        assertEquals(1, result(ROW, OTHER_ROW).document().get("exit"));
    }

    @Test
    void theMeanIsGeometricAndOfWhatWasMeasured() throws JsonProcessingException {
        assertEquals(
                Math.sqrt(2 * 0.008),
                result(ROW, SLOW_ROW, LONE_ROW, OTHER_ROW).mean("scalar").orElseThrow(),
                1e-12);
        assertTrue(result(LONE_ROW).mean("scalar").isEmpty());
    }

    @Test
    void twoKernelsAreComparedByTheirRatios() throws JsonProcessingException {
        SpeedResult result = result(ROW, LONE_ROW);
        result.header(json(HEADER.replace("scalar", "fast")));
        // The machine was half as fast meanwhile, and so was PyTorch.
        result.row(json(ROW.replace("\"ours\": 5e-7, \"theirs\": 1e-6", "\"ours\": 5e-7, \"theirs\": 2e-6")));
        result.row(json(LONE_ROW));
        KernelsTable table = new KernelsTable(result.rows(), "scalar", "fast");
        assertEquals(2, table.mean().orElseThrow(), 1e-12);
        assertEquals("""
                  work            jdk  threads     scalar       fast  times as fast
                  add/1k/float32  17         2       2.00       4.00  2.00
                In the mean fast is 2.00 times as fast as scalar; the columns are ratios to PyTorch's time in the same process.""", String.join("\n", table.lines()));
        assertEquals(List.of(), new KernelsTable(result.rows(), "scalar", "vector").lines());
    }

    @Test
    void theTableShowsEveryKindOfRow() throws JsonProcessingException {
        SpeedResult result = result(ROW, SLOW_ROW, LONE_ROW, OTHER_ROW);
        SpeedTable table = new SpeedTable(List.of(json(ROW), json(LONE_ROW)));
        assertEquals("""
                JDK 17.0.15+6 · 2 threads · scalar kernels, Species[float, 16, S_512_BIT] · A processor, 2 processors, load 0.5
                libtorch 2.10.0, 2 threads, BLAS 2 threads · an empty call from Java 200 ns

                  work       size  dtype         ours     theirs   ratio  by round""", String.join("\n", table.head(json(HEADER))));
        assertEquals(
                """
                rows
                  add        1k   float32     500 ns     1.0 µs    2.00  1.50 … 2.50  (calls: 200 ns taken off)
                  exp        1M   float32   12.50 ms   100.0 µs   0.008  0.007 … 0.009
                  gradcheck  8x8  float64    2.00 ms          –       –
                  mul        1k   float32  NOT THE SAME: result 0 is elsewhere""",
                "rows\n"
                        + String.join(
                                "\n", result.rows().stream().map(table::row).toList()));
    }

    @Test
    void thePlotHasABarForEachRatio() throws JsonProcessingException {
        String svg = SpeedPlot.svg(result(ROW, SLOW_ROW, LONE_ROW, OTHER_ROW).rows());
        assertEquals(2, svg.lines().filter(line -> line.startsWith("<rect x")).count());
        assertTrue(svg.contains(">2.00<") && svg.contains(">0.008<"));
        assertTrue(svg.contains("as fast as libtorch"));
        assertTrue(SpeedPlot.svg(List.of()).endsWith("</svg>\n"));
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = SpeedResult.class.getResourceAsStream("bench-speed.schema.json")) {
            return MAPPER.readTree(Objects.requireNonNull(stream));
        }
    }
}
