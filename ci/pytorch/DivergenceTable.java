import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prints a table of where pairs of environments go apart: a row a case, a column a pair.
 *
 * <p>Arguments: the documents of two runs of {@code gradlock run --json}, which have to be of the same cases, and for each pair TITLE=FILE, the
 * document of {@code gradlock explain --json --no-runs --case '*'}.
 */
final class DivergenceTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws IOException {
        List<String> titles = new ArrayList<>();
        List<Map<String, String>> columns = new ArrayList<>();
        TreeSet<String> cases = cases(arguments[0]);
        if (cases.isEmpty() || !cases.equals(cases(arguments[1]))) {
            System.err.println("error: the runs are not of the same cases: " + cases + ", " + cases(arguments[1]));
            System.exit(1);
        }
        for (int i = 2; i < arguments.length; i++) {
            String[] column = arguments[i].split("=", 2);
            titles.add(column[0]);
            columns.add(first(new File(column[1])));
        }
        System.out.println("| model | " + String.join(" | ", titles) + " |");
        System.out.println("|---" + "|---".repeat(titles.size()) + "|");
        for (String name : cases) {
            StringBuilder row = new StringBuilder("| " + name);
            columns.forEach(column -> row.append(" | ").append(column.getOrDefault(name, "same bits")));
            System.out.println(row + " |");
        }
        StringBuilder same = new StringBuilder("| **same bits**");
        for (Map<String, String> column : columns) {
            long count = cases.stream().filter(name -> !column.containsKey(name)).count();
            same.append(" | **").append(count).append(" of ").append(cases.size()).append("**");
        }
        System.out.println(same + " |");
    }

    private static TreeSet<String> cases(String file) throws IOException {
        TreeSet<String> cases = new TreeSet<>();
        JSON.readTree(new File(file)).get("results").forEach(result -> cases.add(result.get("case").asText()));
        return cases;
    }

    /** Returns the operation at which each case goes apart whose results differ. */
    private static Map<String, String> first(File file) throws IOException {
        Map<String, String> first = new TreeMap<>();
        for (JsonNode one : JSON.readTree(file).get("cases")) {
            if (one.get("verdict").asText().equals("reproducible")) {
                continue;
            }
            JsonNode origins = one.get("origins");
            JsonNode structure = one.get("structure");
            String where = "?";
            if (!origins.isEmpty()) {
                where = "`" + origins.get(0).get("op").asText() + "`"
                        + (origins.get(0).get("phase").asText().equals("backward") ? " (backward)" : "")
                        + (origins.size() > 1 ? " and " + (origins.size() - 1) + " more" : "");
            } else if (!structure.isEmpty()) {
                where = "other operations";
            }
            first.put(one.get("case").asText(), where);
        }
        return first;
    }
}
