package io.github.gradlock.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchart.CategoryChart;

/** The notebook of the documents, without Jupyter; ci/check-notebook runs it with. */
class NotebookTests {
    private static final Path NOTEBOOK = Path.of("../../engine/docs/gradients.ipynb");

    @Test
    @Timeout(180)
    void everyCellRuns() throws Exception {
        List<Object> values = new ArrayList<>();
        try (Cells cells = new Cells(System.getProperty("java.class.path"))) {
            for (JsonObject cell : code()) {
                values.add(cells.evaluate(source(cell)));
            }
        }
        assertTrue(values.size() >= 9, () -> "only " + values.size() + " cells were run");
        assertEquals(2, values.stream().filter(CategoryChart.class::isInstance).count());
    }

    @Test
    void itIsKeptWithoutWhatItShows() throws Exception {
        for (JsonObject cell : code()) {
            assertTrue(cell.getAsJsonArray("outputs").isEmpty(), cell::toString);
            assertTrue(cell.get("execution_count").isJsonNull(), cell::toString);
        }
    }

    private static List<JsonObject> code() throws Exception {
        JsonArray cells = JsonParser.parseString(Files.readString(NOTEBOOK))
                .getAsJsonObject()
                .getAsJsonArray("cells");
        List<JsonObject> code = new ArrayList<>();
        for (JsonElement cell : cells) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
                code.add(cell.getAsJsonObject());
            }
        }
        return code;
    }

    private static String source(JsonObject cell) {
        StringBuilder source = new StringBuilder();
        cell.getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
        return source.toString();
    }
}
