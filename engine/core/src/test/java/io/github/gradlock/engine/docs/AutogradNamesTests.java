package io.github.gradlock.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the names in the tables of the guide to autograd against the classes. */
class AutogradNamesTests {
    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\|([^|]*)\\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.(\\w+))?`");
    private static final List<String> PACKAGES = List.of("autograd", "gradcheck", "tensor");

    @Test
    void everyNameInTheTablesExists() {
        String page = Guide.read(Path.of("..", "docs", "autograd.md"));
        Set<String> missing = new TreeSet<>();
        int names = 0;
        Matcher rows = ROW.matcher(page.substring(page.indexOf("\n## Names\n")));
        while (rows.find()) {
            Matcher found = NAME.matcher(rows.group(1));
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
        return PACKAGES.stream().anyMatch(name -> {
            try {
                Class<?> found = Class.forName("io.github.gradlock.engine." + name + "." + type);
                return member == null
                        || Stream.of(found.getMethods(), found.getDeclaredMethods())
                                .flatMap(Arrays::stream)
                                .map(Method::getName)
                                .anyMatch(member::equals);
            } catch (ClassNotFoundException e) {
                return false;
            }
        });
    }
}
