package io.github.gradlock.suite.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of {@code engine/docs/operations.md} names every function of the reference data, and methods that exist. */
class OperationsTableTests {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final String ENGINE = "io.github.gradlock.engine.";
    private static final List<String> PACKAGES = List.of("op.", "linalg.", "tensor.");

    /** A name, methods of the tensor or nothing, static methods, a note. */
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| (.*?) ?\\| (`.+`) \\| (.*?)\\|");

    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void everyFunctionIsInTheTableOnce() throws Exception {
        List<String> named = new ArrayList<>(rows().keySet());
        TreeSet<String> functions = new TreeSet<>();
        ReferenceData.cases().forEach(one -> functions.add(one.op()));
        named.sort(null);
        assertEquals(new ArrayList<>(functions), named);
        assertTrue(named.size() >= 246, () -> "only " + named.size());
    }

    @Test
    void everyMethodExists() throws Exception {
        List<String> missing = new ArrayList<>();
        int methods = 0;
        for (String cells : rows().values()) {
            Matcher matcher = METHOD.matcher(cells);
            while (matcher.find()) {
                methods++;
                if (!exists(matcher.group(1), matcher.group(2))) {
                    missing.add(matcher.group());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(methods > 400, "only " + methods + " methods were read");
    }

    private static Map<String, String> rows() throws Exception {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| PyTorch | method |"));
        Map<String, String> rows = new TreeMap<>();
        Matcher matcher = ROW.matcher(table);
        while (matcher.find()) {
            String before = rows.put(matcher.group(1), matcher.group(2) + matcher.group(3));
            assertEquals(null, before, () -> "two rows for " + matcher.group(1));
        }
        return rows;
    }

    private static boolean exists(String type, String method) {
        for (String name : PACKAGES) {
            try {
                return Arrays.stream(Class.forName(ENGINE + name + type).getMethods())
                        .anyMatch(one -> one.getName().equals(method));
            } catch (ClassNotFoundException e) {
                // It is in one of the other packages, or missing.
            }
        }
        return false;
    }
}
