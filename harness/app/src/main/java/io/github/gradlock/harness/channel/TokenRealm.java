package io.github.gradlock.harness.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a registry says that tokens are given (distribution specification, token authentication).
 *
 * @param realm address, not yet looked at
 * @param service what the registry calls itself there
 * @param scope what the token is for
 */
record TokenRealm(String realm, String service, String scope) {
    private static final Pattern PARAMETER = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");

    /** Reads the challenges of a refusal; empty if none of them is for a bearer token. */
    static Optional<TokenRealm> of(List<String> challenges, ImageName name) {
        return challenges.stream()
                .filter(challenge -> isOf("Bearer", challenge))
                .findFirst()
                .map(challenge -> {
                    Map<String, String> parameters = new TreeMap<>();
                    Matcher matcher = PARAMETER.matcher(challenge);
                    while (matcher.find()) {
                        parameters.put(matcher.group(1), matcher.group(2));
                    }
                    return new TokenRealm(
                            parameters.getOrDefault("realm", ""),
                            parameters.getOrDefault("service", ""),
                            parameters.getOrDefault("scope", "repository:" + name.repository() + ":pull"));
                });
    }

    /** Returns whether a challenge is of a scheme, {@code Bearer} or {@code Basic}. */
    static boolean isOf(String scheme, String challenge) {
        return challenge.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)
                || challenge.equalsIgnoreCase(scheme);
    }

    /** Returns whether nobody between here and the realm reads along: https, or, for a registry of this machine, this machine. */
    boolean isProtectedFor(ImageName name) {
        URI address = URI.create(realm);
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme())
                        && name.address().startsWith("http://")
                        && address.getHost() != null
                        && ImageName.isLoopback(address.getHost()));
    }

    /** Asks for a token: with an identity token by OAuth2, with name and password by Basic, or as anybody. */
    HttpRequest.Builder request(RegistryLogin login) {
        String query = "service=" + encoded(service) + "&scope=" + encoded(scope);
        if (login.identityToken() != null) {
            return HttpRequest.newBuilder(URI.create(realm))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=refresh_token&client_id=gradlock&" + query
                            + "&refresh_token=" + encoded(login.identityToken())));
        }
        HttpRequest.Builder get = HttpRequest.newBuilder(URI.create(realm + (realm.contains("?") ? "&" : "?") + query));
        login.basic().ifPresent(basic -> get.header("Authorization", basic));
        return get;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
