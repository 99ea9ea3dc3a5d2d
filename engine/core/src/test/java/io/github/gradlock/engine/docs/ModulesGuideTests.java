package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to modules: its examples run, and each name of its tables exists. */
class ModulesGuideTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void everyExamplePrintsWhatThePageSays() throws Exception {
        Examples.check("modules.md", 5, folder);
    }

    @Test
    void everyNameOfTheTablesExists() {
        String page = Guide.read(Path.of("..", "docs", "modules.md"));
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String row : page.substring(page.indexOf("## Names")).lines().toList()) {
            String[] cells = row.split(" \\| ", 2);
            Matcher names = Names.NAME.matcher(cells.length < 2 ? "" : cells[1]);
            while (names.find()) {
                found++;
                if (!Names.exists(names.group(1), names.group(2), "nn", "optim", "op")) {
                    missing.add(names.group());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(found > 100, "only " + found + " names were read");
    }
}
