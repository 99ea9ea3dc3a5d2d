package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to modules: its examples run, and each name of its tables exists. */
class ModulesGuideTests {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.(\\w+))?`");
    private static final String ENGINE = "io.github.gradlock.engine.";

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
            Matcher names = NAME.matcher(cells.length < 2 ? "" : cells[1]);
            while (names.find()) {
                found++;
                if (!exists(names.group(1), names.group(2))) {
                    missing.add(names.group());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(found > 100, "only " + found + " names were read");
    }

    private static boolean exists(String type, @Nullable String method) {
        for (String part : new String[] {"nn.", "optim.", "op."}) {
            try {
                Class<?> found = Class.forName(ENGINE + part + type);
                return method == null
                        || Arrays.stream(found.getMethods())
                                .anyMatch(each -> each.getName().equals(method));
            } catch (ClassNotFoundException e) {
                // In the next package, or nowhere.
            }
        }
        return false;
    }
}
