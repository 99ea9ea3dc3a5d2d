package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What micromamba answered: where channels are, and the packages that it would link. */
final class CondaAnswer {
    /** Stands alone on a line between the two documents. */
    static final String SEPARATOR = "=== gradlock: solution ===";

    private static final ObjectMapper JSON = new ObjectMapper();

    private CondaAnswer() {}

    /** Returns the address that names of channels are appended to, with a slash at its end. */
    static String alias(String output) {
        int cut = output.indexOf(SEPARATOR);
        String alias = tree(cut < 0 ? output : output.substring(0, cut))
                .path("channel_alias")
                .asText();
        if (!alias.matches("https?://[!-~]+")) {
            throw new IllegalArgumentException("it does not say where its channels are");
        }
        return alias.endsWith("/") ? alias : alias + "/";
    }

    /**
     * Reads the solution; packages below the alias are named without it, so that a mirror makes the same lock.
     *
     * @throws IllegalArgumentException if there is none, with what it says of that; or a package has no SHA-256
     */
    static List<CondaPackage> parse(String output) {
        int cut = output.indexOf(SEPARATOR);
        if (cut < 0) {
            throw new IllegalArgumentException("micromamba's answer ends early");
        }
        String alias = alias(output);
        JsonNode solution = tree(output.substring(cut + SEPARATOR.length()));
        if (!solution.path("success").asBoolean()) {
            throw new IllegalArgumentException(problems(solution));
        }
        Map<String, CondaPackage> packages = new TreeMap<>();
        for (JsonNode link : solution.path("actions").path("LINK")) {
            CondaPackage one = one(link, alias);
            packages.put(one.name(), one);
        }
        if (packages.isEmpty()) {
            throw new IllegalArgumentException("it would install nothing");
        }
        return new ArrayList<>(packages.values());
    }

    private static CondaPackage one(JsonNode link, String alias) {
        String name = link.path("name").asText();
        String sha256 = link.path("sha256").asText();
        String url = withoutLogin(link.path("url").asText());
        String below = withoutLogin(alias);
        String file = url.startsWith(below) ? url.substring(below.length()) : url;
        if (PlainText.hasPassword(file)) {
            throw new IllegalArgumentException("the address of " + name + " holds a password: " + file);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the channel has no SHA-256 of " + url);
        }
        return new CondaPackage(
                name,
                link.path("version").asText() + "="
                        + link.path("build_string").asText(link.path("build").asText()),
                file,
                link.path("size").asLong(),
                sha256);
    }

    /** Whether micromamba repeats the login of the alias or not: none comes into a lock. */
    private static String withoutLogin(String address) {
        return address.replaceFirst("^(https?://)[^/]*@", "$1");
    }

    private static String problems(JsonNode solution) {
        List<String> problems = new ArrayList<>();
        solution.path("solver_problems")
                .forEach(one -> problems.add(one.asText().strip()));
        return problems.isEmpty() ? "micromamba found no solution" : String.join("; ", problems);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("micromamba's answer is not JSON");
        }
    }
}
