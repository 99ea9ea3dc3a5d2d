package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ProgramPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program {@code docker-credential-NAME} of Docker's configuration, which knows the logins that a system keeps.
 *
 * <p>What it writes is never part of a message: it may be the secret.
 *
 * @param name as the configuration says it
 * @param environment of the program; its PATH says where the program is
 * @param patience how long it may take
 */
record CredentialHelper(String name, Map<String, String> environment, Duration patience) {
    /** Tokens of clouds have a few thousand characters. */
    private static final int MOST_OUTPUT = 1 << 16;

    private static final String UNKNOWN = "credentials not found";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Asks for the login of a server.
     *
     * @return {@code Username} and {@code Secret}; empty if it knows none
     * @throws IOException if it is not there, fails or takes too long; the message names it
     */
    Optional<JsonNode> get(String server) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(find().toString(), "get");
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            byte[] answer = answer(process, server);
            if (answer.length > MOST_OUTPUT) {
                throw failed("answered with more than " + MOST_OUTPUT + " bytes");
            }
            String text = new String(answer, StandardCharsets.UTF_8);
            int status = process.exitValue();
            if (status != 0) {
                if (text.toLowerCase(Locale.ROOT).contains(UNKNOWN)) {
                    return Optional.empty();
                }
                throw failed("ended with status " + status);
            }
            JsonNode json = JSON.readTree(text);
            if (json.isMissingNode()) {
                throw failed("answered with nothing");
            }
            return json.path("Secret").asText("").isEmpty() ? Optional.empty() : Optional.of(json);
        } catch (JsonProcessingException malformed) {
            // Without the cause: it quotes what it could not read.
            throw failed("answered with something that is not JSON");
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException problem) {
            throw failed("cannot be started");
        }
    }

    private byte[] answer(Process process, String server) throws IOException, InterruptedException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Thread reading = new Thread(
                () -> {
                    try {
                        answer.complete(process.getInputStream().readNBytes(MOST_OUTPUT + 1));
                    } catch (IOException problem) {
                        answer.completeExceptionally(problem);
                    }
                },
                "gradlock-credential-helper");
        reading.setDaemon(true);
        reading.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // It may know without reading; if not, its status says so.
        }
        long end = System.nanoTime() + patience.toNanos();
        try {
            byte[] bytes = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length <= MOST_OUTPUT && !process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            return bytes;
        } catch (TimeoutException late) {
            throw failed("did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException unreadable) {
            throw failed("did not let its answer be read");
        }
    }

    /** The JVM would look along its own PATH. */
    private Path find() throws IOException {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IOException("Docker's configuration names a credential helper that is no name of a program");
        }
        String path = environment.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return ProgramPath.parse(path).find(program()).orElseThrow(() -> failed("is not on the PATH"));
    }

    private String program() {
        return "docker-credential-" + name;
    }

    private IOException failed(String how) {
        return new IOException(program() + ", which Docker's configuration names for it, " + how);
    }
}
