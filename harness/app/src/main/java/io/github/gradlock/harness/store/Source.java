package io.github.gradlock.harness.store;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is, without the login that was written in the address: Java's client sends none by itself, and what is printed has none.
 *
 * @param address without a login
 * @param authorization the header that says it (RFC 7617), or null
 */
record Source(URI address, @Nullable String authorization) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Takes an address apart; the last @ ends a login. */
    static Source of(URI written) {
        String authority = written.getRawAuthority();
        int end = authority == null ? -1 : authority.lastIndexOf('@');
        if (authority == null || end < 0) {
            return new Source(written, null);
        }
        String login = authority.substring(0, end).replace("+", "%2B");
        String named = URLDecoder.decode(login.contains(":") ? login : login + ":", StandardCharsets.UTF_8);
        URI address = URI.create(written.toString().replaceFirst("//[^/?#]*@", "//"));
        return new Source(
                address, "Basic " + Base64.getEncoder().encodeToString(named.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a request for it. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("User-Agent", "gradlock").header("Accept-Encoding", "identity");
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    /** Returns where an answer leads to, but never from https to http; the login stays with who it was written for. */
    Optional<Source> redirected(HttpResponse<?> answer) {
        if (!REDIRECTS.contains(answer.statusCode())) {
            return Optional.empty();
        }
        try {
            return answer.headers()
                    .firstValue("Location")
                    .map(address::resolve)
                    .map(Source::of)
                    .map(Source::address)
                    .filter(next -> "https".equals(next.getScheme())
                            || "http".equals(next.getScheme()) && "http".equals(address.getScheme()))
                    .map(next -> new Source(next, isOfSameHost(next) ? authorization : null));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private boolean isOfSameHost(URI other) {
        return String.valueOf(address.getScheme()).equals(other.getScheme())
                && String.valueOf(address.getRawAuthority()).equalsIgnoreCase(other.getRawAuthority());
    }
}
