package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Registries that want a login of Docker's configuration. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the credential helpers here are shell scripts")
class RegistryAccessTests {
    private static final String PASSWORD = "p4ssw0rd";
    private static final String BASIC = "Basic " + DockerConfigFixture.base64("me:" + PASSWORD);
    private static final String IDENTITY = "1d3nt1ty&+=";

    @TempDir
    Path folder;

    private final FakeRegistry registry;
    private final List<String> bodies = new ArrayList<>();
    private DockerConfigFixture docker;

    RegistryAccessTests() throws IOException {
        registry = new FakeRegistry();
        registry.image("debian", "trixie", "amd64");
    }

    @BeforeEach
    void configure() {
        docker = new DockerConfigFixture(folder);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void showsALoginToTheRealmAndATokenToTheRegistry() {
        docker.login(registry.host(), "me", PASSWORD);
        registry.intercept(exchange -> answersAsRealm(exchange, BASIC) || wants(exchange, "Bearer t0k", bearer()));
        resolve();
        List<String> requests = registry.requests();
        assertEquals("/v2/debian/manifests/trixie", requests.get(0), "nothing is shown before it is asked for");
        assertEquals("/token?service=s&scope=repository%3Adebian%3Apull " + BASIC, requests.get(1));
        assertTrue(requests.stream().skip(2).allMatch(request -> request.endsWith(" Bearer t0k")), requests::toString);
        assertEquals(4, requests.size());
    }

    @Test
    void showsALoginToARegistryThatWantsItItself() {
        docker.login(registry.host(), "me", PASSWORD);
        registry.intercept(exchange -> wants(exchange, BASIC, "Basic realm=\"here\""));
        resolve();
        assertEquals(List.of("trixie"), client().tags(name()));
    }

    @Test
    void tradesAnIdentityTokenForABearerToken() {
        docker.config("{\"auths\":{\"" + registry.host() + "\":{\"identitytoken\":\"" + IDENTITY + "\"}}}");
        registry.intercept(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                bodies.add(exchange.getRequestMethod() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                FakeRegistry.send(exchange, 200, "{\"access_token\":\"t0k\"}".getBytes(StandardCharsets.UTF_8));
                return true;
            }
            return wants(exchange, "Bearer t0k", bearer());
        });
        resolve();
        assertEquals(
                List.of("POST grant_type=refresh_token&client_id=gradlock&service=s&scope=repository%3Adebian%3Apull"
                        + "&refresh_token=1d3nt1ty%26%2B%3D"),
                bodies);
        assertEquals("/token", registry.requests().get(1), "a token in an address is in logs");
    }

    @Test
    void asksAHelper() throws IOException {
        docker.config("{\"credHelpers\":{\"" + registry.host() + "\":\"test\"}}")
                .helper("test", "echo '{\"Username\":\"me\",\"Secret\":\"" + PASSWORD + "\"}'");
        registry.intercept(exchange -> answersAsRealm(exchange, BASIC) || wants(exchange, "Bearer t0k", bearer()));
        resolve();
        assertEquals(registry.host() + "\n", docker.asked());
    }

    @Test
    void leavesAHelperAloneThatNobodyNeeds() throws IOException {
        docker.config("{\"credsStore\":\"test\"}").helper("test", "exit 1");
        resolve();
        assertEquals("", docker.asked());
    }

    @Test
    void readsAPublicImageAlthoughAHelperIsBroken() throws IOException {
        docker.config("{\"credsStore\":\"test\"}").helper("test", "exit 5");
        registry.intercept(exchange -> answersAsRealm(exchange, null) || wants(exchange, "Bearer t0k", bearer()));
        resolve();
        assertEquals(registry.host() + "\n", docker.asked());
    }

    @Test
    void readsAPublicImageAlthoughALoginHasEnded() {
        docker.login(registry.host(), "me", "old");
        registry.intercept(exchange -> answersAsRealm(exchange, null) || wants(exchange, "Bearer t0k", bearer()));
        resolve();
        assertEquals(
                2,
                registry.requests().stream()
                        .filter(path -> path.startsWith("/token"))
                        .count());
    }

    @Test
    void saysThatALoginIsWanted() {
        registry.intercept(exchange -> answersAsRealm(exchange, BASIC) || wants(exchange, "Bearer t0k", bearer()));
        assertProblem(
                "the registry " + registry.host() + " does not let anybody read debian trixie",
                "docker login " + registry.host() + " if you may read it");
        registry.intercept(exchange -> wants(exchange, BASIC, "Basic realm=\"here\""));
        assertProblem(
                "the registry " + registry.host() + " does not let anybody read debian trixie",
                "docker login " + registry.host());
    }

    @Test
    void saysThatALoginWasRefused() {
        docker.login(registry.host(), "me", "wr0ng");
        String refused = "the registry " + registry.host() + " refused the login of Docker's configuration for debian";
        String renewal = "docker login " + registry.host() + " renews it";
        registry.intercept(exchange -> answersAsRealm(exchange, BASIC) || wants(exchange, "Bearer t0k", bearer()));
        assertProblem(refused, renewal);
        registry.intercept(exchange -> wants(exchange, BASIC, "Basic realm=\"here\""));
        assertProblem(refused, renewal);
        registry.intercept(exchange -> answersAsRealm(exchange, null) || wants(exchange, "Bearer other", bearer()));
        assertProblem(refused, renewal);
    }

    @Test
    void saysWhichHelperFailedWhereALoginIsWanted() {
        docker.config("{\"credsStore\":\"test\"}").helper("test", "echo " + PASSWORD, "exit 5");
        registry.intercept(exchange -> answersAsRealm(exchange, BASIC) || wants(exchange, "Bearer t0k", bearer()));
        assertProblem(
                "the registry " + registry.host() + " does not let anybody read debian trixie; docker-credential-test,"
                        + " which Docker's configuration names for it, ended with status 5",
                "docker login " + registry.host());
    }

    @Test
    void tellsABrokenRealmFromARefusal() {
        docker.login(registry.host(), "me", PASSWORD);
        registry.intercept(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                exchange.sendResponseHeaders(503, -1);
                return true;
            }
            return wants(exchange, "Bearer t0k", bearer());
        });
        assertProblem("the registry " + registry.host() + " answered 503 when it was asked for a token", "try again");
    }

    @Test
    void showsALoginToNoOtherHost() throws IOException {
        docker.login(registry.host(), "me", PASSWORD);
        try (FakeRegistry store = new FakeRegistry()) {
            store.image("debian", "trixie", "amd64");
            registry.intercept(exchange -> redirectsBlobs(exchange, store));
            resolve();
            assertEquals(1, store.requests().size());
            assertFalse(
                    store.requests().get(0).contains("Basic"), store.requests().toString());
        }
    }

    @Test
    void showsALoginToNoRealmThatAnotherHostNames() throws IOException {
        docker.login(registry.host(), "me", PASSWORD);
        try (FakeRegistry store = new FakeRegistry()) {
            registry.intercept(exchange ->
                    exchange.getRequestURI().getPath().contains("/manifests/") && redirects(exchange, store));
            store.intercept(exchange ->
                    wants(exchange, "nothing", "Bearer realm=\"http://" + store.host() + "/token\",service=\"s\""));
            assertProblem("redirects to 127.0.0.1, which refuses trixie", "try again");
            assertEquals(1, store.requests().size(), store.requests().toString());
        }
    }

    @Test
    void followsNoRealmThatSendsElsewhere() throws IOException {
        docker.login(registry.host(), "me", PASSWORD);
        try (FakeRegistry other = new FakeRegistry()) {
            registry.intercept(exchange -> exchange.getRequestURI().getPath().equals("/token")
                    ? redirects(exchange, other)
                    : wants(exchange, "Bearer t0k", bearer()));
            assertProblem("answered 307 when it was asked for a token", "try again");
            assertEquals(List.of(), other.requests());
        }
    }

    @Test
    void refusesARealmOverAnUnprotectedAddress() {
        docker.login(registry.host(), "me", PASSWORD);
        for (String realm : List.of(
                "http://registry.invalid/token", "http://127.0.0.1.invalid/token", "ftp://127.0.0.1/token", "/token")) {
            registry.intercept(exchange -> wants(exchange, "Bearer t0k", "Bearer realm=\"" + realm + "\""));
            assertProblem("asks for a token over an unprotected address", "try again");
        }
        registry.intercept(exchange -> wants(exchange, "Bearer t0k", "Bearer realm=\"http://a b\""));
        assertProblem("names a realm that is no address", "try again");
    }

    private String bearer() {
        return "Bearer realm=\"http://" + registry.host() + "/token\",service=\"s\"";
    }

    /** Gives a token to who shows this; to nobody else. */
    private static boolean answersAsRealm(HttpExchange exchange, @Nullable String authorization) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/token")) {
            return false;
        }
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = authorization == null ? shown == null : authorization.equals(shown);
        FakeRegistry.send(
                exchange, known ? 200 : 401, (known ? "{\"token\":\"t0k\"}" : "{}").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static boolean wants(HttpExchange exchange, String authorization, String challenge) throws IOException {
        if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return false;
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        exchange.sendResponseHeaders(401, -1);
        return true;
    }

    private static boolean redirectsBlobs(HttpExchange exchange, FakeRegistry store) throws IOException {
        return wants(exchange, BASIC, "Basic realm=\"here\"")
                || (exchange.getRequestURI().getPath().contains("/blobs/") && redirects(exchange, store));
    }

    private static boolean redirects(HttpExchange exchange, FakeRegistry other) throws IOException {
        exchange.getResponseHeaders().set("Location", "http://" + other.host() + exchange.getRequestURI());
        exchange.sendResponseHeaders(307, -1);
        return true;
    }

    private void assertProblem(String message, String hint) {
        GradlockException problem = assertThrows(GradlockException.class, this::resolve);
        String told = problem.getMessage() + " | " + problem.hint();
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains(message), told);
        assertTrue(problem.hint().contains(hint), told);
        for (String secret : List.of(PASSWORD, "wr0ng", IDENTITY, BASIC.substring(6), "t0k")) {
            assertFalse(told.contains(secret), told);
        }
    }

    private void resolve() {
        client().resolve(name(), "trixie", "linux-64");
    }

    private RegistryClient client() {
        return new RegistryClient(Duration.ofSeconds(5), docker.credentials());
    }

    private ImageName name() {
        return ImageName.of("debian", Map.copyOf(registry.aliasOf("debian")));
    }
}
