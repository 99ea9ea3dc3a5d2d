package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the names in the tables of the guide to autograd against the classes. */
class AutogradNamesTests {
    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\|([^|]*)\\|$", Pattern.MULTILINE);

    @Test
    void everyNameInTheTablesExists() {
        String page = Guide.read(Path.of("..", "docs", "autograd.md"));
        Set<String> missing = new TreeSet<>();
        int names = 0;
        Matcher rows = ROW.matcher(page.substring(page.indexOf("\n## Names\n")));
        while (rows.find()) {
            Matcher found = Names.NAME.matcher(rows.group(1));
            while (found.find()) {
                names++;
                if (!exists(found.group(1), found.group(2))) {
                    missing.add(found.group());
                }
            }
        }
        assertTrue(names > 60, "only " + names + " names were read");
        assertEquals(Set.of(), missing);
    }

    @Test
    void aNameThatIsNotThereIsFound() {
        assertTrue(exists("Autograd", "grad"));
        assertTrue(!exists("Autograd", "gradient") && !exists("Autogrades", "grad"));
    }

    private static boolean exists(String type, @Nullable String member) {
        return Names.exists(type, member, "autograd", "gradcheck", "tensor");
    }
}
