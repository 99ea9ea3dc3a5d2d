package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GET requests to one repository of a registry: anonymous, with the bearer token that its realm gives, or with name and
 * password, where the registry itself asks for them.
 *
 * <p>A login is looked up only when a registry asks for one. It goes to the registry and to its realm, over https or inside
 * this machine, and with no redirect to another host. Bodies are bounded.
 */
final class RegistryConnection {
    /** Manifests and configurations are a few kilobytes. */
    private static final int MAXIMAL_BODY = 4 << 20;

    /** What a realm answers to a login that it does not know; 400 is OAuth2's word for an identity token that ended. */
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private static final int MOST_REDIRECTS = 5;
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 50;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"?next");
    private static final String ACCEPTED = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImageName name;
    private final Duration timeout;
    private final RegistryCredentials credentials;
    private final HttpClient client;
    private @Nullable RegistryLogin login;
    private @Nullable String authorization;

    RegistryConnection(ImageName name, Duration timeout, RegistryCredentials credentials) {
        this.name = name;
        this.timeout = timeout;
        this.credentials = credentials;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A document of the registry: its JSON, and the digest of its bytes. */
    record Document(JsonNode json, String digest) {}

    /** Gets a manifest or index by tag or digest; the digest is computed here and held against what the registry says. */
    Document manifest(String reference) {
        return document("/manifests/" + reference, reference);
    }

    /** Gets a blob by digest. */
    Document blob(String digest) {
        return document("/blobs/" + digest, digest);
    }

    /** Gets all tags, page by page (OCI distribution specification, content discovery). */
    List<String> tags() {
        List<String> tags = new ArrayList<>();
        URI page = URI.create(name.address() + "/v2/" + name.repository() + "/tags/list?n=" + PAGE);
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            HttpResponse<byte[]> response = get(page, "tags");
            try {
                JSON.readTree(response.body()).path("tags").forEach(tag -> tags.add(tag.asText()));
            } catch (IOException malformed) {
                throw unusable("answered with something that is not JSON for its tags");
            }
            Matcher next = NEXT.matcher(response.headers().firstValue("Link").orElse(""));
            if (!next.find()) {
                return tags;
            }
            page = next(page, next.group(1));
        }
        throw unusable("has more tags than gradlock reads");
    }

    /** The token goes with the request: it must not go anywhere else. */
    private URI next(URI page, String link) {
        try {
            URI next = page.resolve(link);
            if (page.getScheme().equals(next.getScheme()) && page.getAuthority().equals(next.getAuthority())) {
                return next;
            }
        } catch (IllegalArgumentException malformed) {
            throw unusable("continues its tags at what is no address");
        }
        throw unusable("continues its tags at another address");
    }

    private Document document(String path, String reference) {
        HttpResponse<byte[]> response = get(URI.create(name.address() + "/v2/" + name.repository() + path), reference);
        String digest = "sha256:" + sha256(response.body());
        response.headers().firstValue("Docker-Content-Digest").ifPresent(told -> same(reference, told, digest));
        if (reference.startsWith("sha256:")) {
            same(reference, reference, digest);
        }
        try {
            return new Document(JSON.readTree(response.body()), digest);
        } catch (IOException malformed) {
            throw unusable("answered with something that is not JSON for " + reference);
        }
    }

    private void same(String reference, String told, String digest) {
        if (told.startsWith("sha256:") && !told.equals(digest)) {
            throw GradlockException.badInput(
                    null,
                    "digest mismatch for " + name.reference() + " " + reference + ": the registry says " + told
                            + ", what arrived is " + digest,
                    "try again; if it stays, something between here and " + name.registry() + " changes content");
        }
    }

    private HttpResponse<byte[]> get(URI address, String reference) {
        URI target = address;
        for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
            boolean ofRegistry = address.getAuthority().equals(target.getAuthority());
            HttpRequest.Builder request = HttpRequest.newBuilder(target).header("Accept", ACCEPTED);
            if (authorization != null && ofRegistry) {
                request.header("Authorization", authorization);
            }
            HttpResponse<byte[]> response = send(request);
            switch (response.statusCode()) {
                case 200:
                    return response;
                case 301, 302, 303, 307, 308:
                    target = target.resolve(
                            response.headers().firstValue("Location").orElseThrow(() -> unusable("redirects nowhere")));
                    if (target.getScheme().equals("http") && address.getScheme().equals("https")) {
                        throw unusable("redirects to an unprotected address");
                    }
                    break;
                case 401, 403:
                    // Another host must not ask for the login of this registry.
                    if (!ofRegistry) {
                        throw unusable("redirects to " + target.getHost() + ", which refuses " + reference);
                    }
                    if (response.statusCode() == 403 || authorization != null) {
                        throw denied(reference);
                    }
                    authorization = authorization(response.headers().allValues("WWW-Authenticate"), reference);
                    break;
                case 404:
                    throw GradlockException.badInput(
                            null,
                            "the registry " + name.registry() + " has no " + name.repository() + " " + reference,
                            "check the version in environment.yml, and the channel");
                case 429:
                    throw unusable("allows no more requests for now (429)");
                default:
                    throw unusable("answered " + response.statusCode() + " for " + reference);
            }
        }
        throw unusable("redirects in a circle");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        HttpRequest whole =
                request.timeout(timeout).header("User-Agent", "gradlock").build();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(whole, info -> new BoundedBody(MAXIMAL_BODY));
        try {
            return sent.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException problem) {
            Throwable cause = problem.getCause() == null ? problem : problem.getCause();
            throw unreachable(Reason.of(cause), cause);
        } catch (TimeoutException problem) {
            sent.cancel(true);
            throw unreachable("no answer within " + 2 * timeout.toSeconds() + " s", problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw GradlockException.incomplete("interrupted", "run the command again", stop);
        }
    }

    private GradlockException unreachable(String reason, Throwable cause) {
        return GradlockException.incomplete(
                "the registry " + name.registry() + " cannot be reached for " + name.reference() + ": " + reason,
                "check the network, or point the channel at a mirror with "
                        + ImageName.aliasOf(name.reference()).orElse("GRADLOCK_CHANNEL_ALIAS_<CHANNEL>"),
                cause);
    }

    /** Answers a registry's challenge; returns the header that it wants. */
    private String authorization(List<String> challenges, String reference) {
        RegistryLogin known = credentials.of(name);
        login = known;
        Optional<TokenRealm> realm = TokenRealm.of(challenges, name);
        if (realm.isPresent()) {
            return "Bearer " + token(realm.get(), known, reference);
        }
        return challenges.stream()
                .filter(challenge -> TokenRealm.isOf("Basic", challenge))
                .findFirst()
                .flatMap(challenge -> known.basic())
                .orElseThrow(() -> denied(reference));
    }

    /** Anybody gets a token for a public image: a login that has ended must not be in its way. */
    private String token(TokenRealm realm, RegistryLogin known, String reference) {
        try {
            if (!realm.isProtectedFor(name)) {
                throw unusable("asks for a token over an unprotected address");
            }
            HttpResponse<byte[]> response = send(realm.request(known));
            if (known.isGiven() && REFUSALS.contains(response.statusCode())) {
                response = send(realm.request(RegistryCredentials.none(name)));
            }
            if (REFUSALS.contains(response.statusCode())) {
                throw denied(reference);
            }
            if (response.statusCode() != 200) {
                throw unusable("answered " + response.statusCode() + " when it was asked for a token");
            }
            JsonNode json = JSON.readTree(response.body());
            String given = json.path("token").asText(json.path("access_token").asText(""));
            if (!given.matches("[!-~]+")) {
                throw denied(reference);
            }
            return given;
        } catch (IllegalArgumentException malformed) {
            throw unusable("names a realm that is no address");
        } catch (IOException malformed) {
            throw unusable("gave a token that is not JSON");
        }
    }

    private GradlockException denied(String reference) {
        return (login == null ? RegistryCredentials.none(name) : login)
                .denied(name.registry(), name.repository(), reference);
    }

    private GradlockException unusable(String what) {
        return GradlockException.incomplete(
                "the registry " + name.registry() + " " + what,
                "try again later, or point the channel at a mirror with GRADLOCK_CHANNEL_ALIAS_<CHANNEL>",
                null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
