package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.GradlockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks micromamba, inside its pinned image, which packages of conda channels satisfy some match-specs. What it knows of the machine is set, so
 * that every machine gets the same answer: the C library is the image's, and processor and kernel are the least that the platform has.
 */
public final class CondaResolver {
    /** Points names of channels somewhere else. */
    public static final String VARIABLE = ImageName.variable("conda");

    private static final int PATIENCE_SECONDS = 900;
    private static final String OVERRIDE = "CONDA_OVERRIDE_";

    /** Channels and specs come as arguments, never as part of the script. */
    private static final String SCRIPT = String.join(
            "\n",
            "set -e",
            "micromamba config list channel_alias --all --no-rc --json",
            "echo '" + CondaAnswer.SEPARATOR + "'",
            "exec micromamba create -y -n gradlock -r /tmp/gradlock --no-rc --override-channels --dry-run --json \"$@\"");

    private final ImageInquiry inquiry;

    /**
     * Uses an engine.
     *
     * @param labels put on the container, so that it can be swept if this process dies
     * @param credentials that the engine may be given
     */
    public CondaResolver(DockerClient docker, Map<String, String> labels, RegistryCredentials credentials) {
        this.inquiry = new ImageInquiry(docker, labels, credentials, "micromamba");
    }

    /**
     * What is wanted.
     *
     * @param channels names or addresses, in order
     * @param specs match-specs
     * @param platform {@code linux-64}
     * @param variables of the environment; those that begin with {@code CONDA_OVERRIDE_} say what its machine has
     */
    public record Wanted(List<String> channels, List<String> specs, String platform, Map<String, String> variables) {}

    /**
     * Resolves them with everything that they need.
     *
     * @param image micromamba's for the engine's platform, by digest
     * @param alias where channels are, null for micromamba's own choice
     */
    public List<CondaPackage> resolve(String image, Wanted wanted, @Nullable String alias) {
        inquiry.pull(image, null);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "gradlock"));
        wanted.channels().forEach(channel -> command.addAll(List.of("-c", channel)));
        command.addAll(List.of("--platform", wanted.platform()));
        command.addAll(wanted.specs());
        return inquiry.with(image, command, variables(wanted, alias), container -> {
            ImageInquiry.Answer answer = null;
            try {
                answer = inquiry.run(container, PATIENCE_SECONDS);
                return CondaAnswer.parse(answer.out());
            } catch (IllegalArgumentException | DockerException | DockerClientException problem) {
                String said = answer == null || answer.tail().isEmpty() ? "" : "; " + answer.tail();
                throw GradlockException.incomplete(
                        "micromamba could not resolve the conda packages: " + problem.getMessage() + said,
                        "check names and versions under \"dependencies\", and that containers reach the channels "
                                + String.join(", ", wanted.channels()) + "; " + VARIABLE + " names a mirror",
                        problem);
            }
        });
    }

    private static List<String> variables(Wanted wanted, @Nullable String alias) {
        List<String> variables = new ArrayList<>();
        String processor =
                wanted.platform().endsWith("-64") ? "x86_64" : wanted.platform().replaceFirst(".*-", "");
        if (!wanted.variables().containsKey(OVERRIDE + "ARCHSPEC")) {
            variables.add(OVERRIDE + "ARCHSPEC=" + processor);
        }
        if (!wanted.variables().containsKey(OVERRIDE + "LINUX")) {
            variables.add(OVERRIDE + "LINUX=5.10");
        }
        wanted.variables().forEach((name, value) -> {
            if (name.toUpperCase(Locale.ROOT).startsWith(OVERRIDE)) {
                variables.add(name + "=" + value);
            }
        });
        if (alias != null) {
            variables.add("MAMBA_CHANNEL_ALIAS=" + alias);
        }
        return variables;
    }
}
