package io.github.gradlock.harness.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The style and the script of the page, from the resources beside this class. The page's policy names them by hash: a browser runs
 * nothing else, and fetches nothing at all.
 *
 * @param style CSS
 * @param script JavaScript; the page can be read without it
 */
record PageSource(String style, String script) {
    static PageSource load(int environments) {
        // How many columns the map has is the one thing that the style cannot know.
        return new PageSource(resource("page.css") + ":root{--n:" + environments + "}\n", resource("page.js"));
    }

    /** Returns the value of a Content-Security-Policy. */
    String policy() {
        return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(hash(style), hash(script));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = PageSource.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
