package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.RegistryCredentials;
import io.github.gradlock.harness.channel.RegistryLogin;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Images by digest: those that are here, and those that a registry hands out. */
final class ImageSource {
    private static final long PULL_MINUTES = 30;
    private static final Pattern ENGINE_ANSWER =
            Pattern.compile("Status \\d+: \\{\"message\":\"(.*)\"\\}", Pattern.DOTALL);

    private final DockerClient client;
    private final String architecture;
    private final boolean offline;
    private final RegistryCredentials credentials;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * The engine pulls with the logins of Docker's configuration.
     *
     * @param client of an engine
     * @param architecture of its machine, {@code amd64}
     * @param offline whether nothing may be pulled
     */
    ImageSource(DockerClient client, String architecture, boolean offline) {
        this(client, architecture, offline, RegistryCredentials.ofThisUser());
    }

    ImageSource(DockerClient client, String architecture, boolean offline, RegistryCredentials credentials) {
        this.client = client;
        this.architecture = architecture;
        this.offline = offline;
        this.credentials = credentials;
    }

    /**
     * Sees to it that an image is here, and that it is the one.
     *
     * @param repository with the registry, as the engine is to ask for it
     * @param digest of the manifest or of the index
     * @return what it is called here, {@code repository@digest}
     */
    String provide(String repository, String digest, BoundedLog log) throws UnavailableException, InterruptedException {
        String reference = repository + "@" + digest;
        // Environments that share an image pull it once.
        synchronized (locks.computeIfAbsent(reference, name -> new Object())) {
            InspectImageResponse image = inspect(reference);
            if (image == null) {
                if (offline) {
                    throw new UnavailableException(
                            "its image " + reference + " is not on this machine, and --offline forbids to pull it");
                }
                pull(repository, digest, log);
                image = inspect(reference);
            }
            check(repository, digest, image);
            return reference;
        }
    }

    private @Nullable InspectImageResponse inspect(String reference) {
        try {
            return client.inspectImageCmd(reference).exec();
        } catch (NotFoundException absent) {
            return null;
        }
    }

    private void pull(String repository, String digest, BoundedLog log) throws InterruptedException {
        log.line("[gradlock] pulls " + repository + "@" + digest);
        PullLog callback = new PullLog(log);
        boolean ended = false;
        RegistryLogin login = credentials.of(ImageName.of(repository, Map.of()));
        // Closed when its time is up, too: the engine ends a pull whose connection is gone.
        try (callback) {
            ended = login.authorise(client.pullImageCmd(repository))
                    .withTag(digest)
                    .exec(callback)
                    .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        } catch (RuntimeException problem) {
            throw pullFailed(repository, digest, login, String.valueOf(problem.getMessage()), problem);
        } catch (IOException closing) {
            log.line("[gradlock] closing the pull's connection: " + Reason.of(closing));
        }
        if (!ended) {
            throw pullFailed(repository, digest, login, "it took more than " + PULL_MINUTES + " minutes", null);
        }
        if (callback.error != null) {
            throw pullFailed(repository, digest, login, callback.error, null);
        }
    }

    /** Says what a pull failed at: the engine's words, and a hint that fits them. */
    static GradlockException pullFailed(
            String repository, String digest, RegistryLogin login, String cause, @Nullable Throwable problem) {
        String words = cause.toLowerCase(Locale.ROOT);
        String because = "";
        String hint;
        if (words.contains("no space left")) {
            hint = "make room for the engine's images: gradlock prune --all, then docker system df";
        } else if (words.contains("manifest unknown") || words.contains("not found")) {
            hint =
                    "the registry has no such digest in this repository: gradlock lock ENV --update, with the environment's"
                            + " name, pins what it has";
        } else if (RegistryLogin.isWanted(words)) {
            because = login.because();
            hint = login.remedy();
        } else {
            hint = "is the registry in reach? GRADLOCK_CHANNEL_ALIAS_<CHANNEL> points a channel at a mirror,"
                    + " --offline leaves the environment out";
        }
        return GradlockException.incomplete(
                "the image " + repository + "@" + digest + " could not be pulled: " + ofTheEngine(cause) + because,
                hint,
                problem);
    }

    /** Returns the sentence in {@code Status 500: {"message":"…"}}, which is how the client hands on an engine's answer. */
    private static String ofTheEngine(String cause) {
        Matcher answer = ENGINE_ANSWER.matcher(cause.strip());
        return answer.matches() ? answer.group(1).replace("\\\"", "\"") : cause.strip();
    }

    private void check(String repository, String digest, @Nullable InspectImageResponse image) {
        List<String> digests = image == null || image.getRepoDigests() == null ? List.of() : image.getRepoDigests();
        if (digests.stream().noneMatch(known -> known.endsWith("@" + digest))) {
            throw GradlockException.badInput(
                    null,
                    "the digest of the image that arrived is not the lock's: " + repository + " has " + digests
                            + ", the lock says " + digest,
                    "do not use this registry or mirror until somebody knows why");
        }
        checkArchitecture(repository, digest, image);
    }

    private void checkArchitecture(String repository, String digest, @Nullable InspectImageResponse image) {
        String arrived = image == null ? null : image.getArch();
        if (arrived != null && !arrived.isEmpty() && !arrived.equals(architecture)) {
            throw GradlockException.incomplete(
                    "the image " + repository + "@" + digest + " is for " + arrived + ", the engine's machine is "
                            + architecture,
                    "put the engine's platform into the spec's platforms and run gradlock lock; emulation is not used,"
                            + " its arithmetic is nobody's",
                    null);
        }
    }

    /** Writes each state of a layer once, and keeps the error. */
    private static final class PullLog extends ResultCallback.Adapter<PullResponseItem> {
        private final BoundedLog log;
        private volatile @Nullable String error;

        PullLog(BoundedLog log) {
            this.log = log;
        }

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null) {
                error = item.getErrorDetail().getMessage();
            } else if (item.getProgressDetail() == null
                    || item.getProgressDetail().getTotal() == null) {
                log.line("[gradlock] pull: " + (item.getId() == null ? "" : item.getId() + " ") + item.getStatus());
            }
        }
    }
}
