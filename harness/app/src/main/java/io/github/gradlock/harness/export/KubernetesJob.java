package io.github.gradlock.harness.export;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.runtime.Launch;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * An environment as a Job of Kubernetes: its image by digest, no privileges, the limits of the spec, and a volume with the suite, on which
 * the session that it writes stays.
 */
public final class KubernetesJob {
    /** Beneath this the volume's folders are mounted: suites, which no Job can change, and results. */
    private static final String ROOT = "/gradlock";

    /** Where suites lie, each in a folder of its own. */
    public static final String SUITES = ROOT + "/suite";

    private static final String RESULTS = ROOT + "/results";

    /** Of the volume, by a claim of the same name, and of the Pod through which files get there: see ci/kubernetes. */
    private static final String VOLUME = "gradlock";

    /** Nobody, as in containers that gradlock starts itself. */
    private static final long USER = 65534;

    /** How long a Job that ended is kept, for its log. */
    private static final int KEPT_SECONDS = 86_400;

    private static final Pattern DIGEST = Pattern.compile("[^@\\s]+@sha256:[0-9a-f]{64}");

    /** Starts a process with the image's PATH and the variables given, and no others. */
    private static final String START = "mkdir -p \"$1\" && cd \"$2\" && shift 2 && exec env -i PATH=\"$PATH\" \"$@\"";

    private KubernetesJob() {}

    /**
     * Returns the Job.
     *
     * @param spec of the environment
     * @param variant the choice of factors
     * @param pins of the platform
     * @param platform conda's name of it
     * @param image built of the environment's Dockerfile, with its digest; null for the one that the lock names
     * @param launch how its process is started in the container; it writes to {@link #session}
     * @throws GradlockException if there is no image that is all of the environment, or it has no digest
     */
    public static String of(
            EnvironmentSpec spec,
            Variant variant,
            PlatformLock pins,
            String platform,
            @Nullable String image,
            Launch launch) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("apiVersion", "batch/v1");
        job.put("kind", "Job");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name(spec.name() + variant));
        metadata.put("labels", Map.of("app.kubernetes.io/name", VOLUME));
        metadata.put("annotations", Map.of("gradlock/environment", spec.name() + variant));
        job.put("metadata", metadata);
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("backoffLimit", 0);
        inner.put("activeDeadlineSeconds", spec.limits().timeout().toSeconds());
        inner.put("ttlSecondsAfterFinished", KEPT_SECONDS);
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("metadata", Map.of("labels", Map.of("app.kubernetes.io/name", VOLUME)));
        template.put(
                "spec",
                pod(spec, platform, container(spec, reference(spec, pins, image), launch, session(spec, variant))));
        inner.put("template", template);
        job.put("spec", inner);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(Integer.MAX_VALUE);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(job);
    }

    /** Returns where the session of an environment is written; its folder's name is that of the environment. */
    public static String session(EnvironmentSpec spec, Variant variant) {
        return RESULTS + "/" + spec.name() + variant;
    }

    private static Map<String, Object> pod(EnvironmentSpec spec, String platform, Map<String, Object> container) {
        Map<String, Object> pod = new LinkedHashMap<>();
        pod.put("restartPolicy", "Never");
        pod.put("automountServiceAccountToken", false);
        pod.put("enableServiceLinks", false);
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("kubernetes.io/os", "linux");
        Platform.imageArchitecture(platform).ifPresent(architecture -> node.put("kubernetes.io/arch", architecture));
        pod.put("nodeSelector", node);
        Map<String, Object> security = new LinkedHashMap<>();
        security.put("runAsNonRoot", true);
        security.put("runAsUser", USER);
        security.put("runAsGroup", USER);
        security.put("fsGroup", USER);
        security.put("seccompProfile", Map.of("type", "RuntimeDefault"));
        pod.put("securityContext", security);
        pod.put("containers", List.of(container));
        Map<String, Object> temporary = new LinkedHashMap<>();
        temporary.put("medium", "Memory");
        temporary.put(
                "sizeLimit", Long.toString(Math.min(256L << 20, spec.limits().memoryBytes() / 4)));
        pod.put(
                "volumes",
                List.of(
                        ordered("name", VOLUME, "persistentVolumeClaim", Map.of("claimName", VOLUME)),
                        ordered("name", "tmp", "emptyDir", temporary)));
        return pod;
    }

    private static Map<String, Object> container(EnvironmentSpec spec, String image, Launch launch, String session) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", "suite");
        container.put("image", image);
        List<String> command = new ArrayList<>(List.of("sh", "-c", START, "sh", session, launch.folder()));
        new TreeMap<>(launch.variables()).forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(launch.command());
        // $(NAME) would be Kubernetes' own.
        container.put(
                "command",
                command.stream().map(word -> word.replace("$(", "$$(")).toList());
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("cpu", Math.round(spec.limits().cpus() * 1000) + "m");
        limits.put("memory", Long.toString(spec.limits().memoryBytes()));
        if (spec.gpu() == Gpu.REQUIRED) {
            limits.put("nvidia.com/gpu", "1");
        }
        container.put("resources", ordered("requests", limits, "limits", limits));
        Map<String, Object> security = new LinkedHashMap<>();
        security.put("privileged", false);
        security.put("allowPrivilegeEscalation", false);
        security.put("readOnlyRootFilesystem", true);
        security.put("capabilities", Map.of("drop", List.of("ALL")));
        container.put("securityContext", security);
        // Other Jobs run the same suite: none may change it.
        Map<String, Object> suite = ordered("name", VOLUME, "mountPath", SUITES);
        suite.put("subPath", SUITES.substring(ROOT.length() + 1));
        suite.put("readOnly", true);
        Map<String, Object> results = ordered("name", VOLUME, "mountPath", RESULTS);
        results.put("subPath", RESULTS.substring(ROOT.length() + 1));
        container.put("volumeMounts", List.of(suite, results, ordered("name", "tmp", "mountPath", "/tmp")));
        return container;
    }

    private static String reference(EnvironmentSpec spec, PlatformLock pins, @Nullable String image) {
        if (image != null) {
            if (!DIGEST.matcher(image).matches()) {
                throw GradlockException.badInput(
                        null,
                        "--image " + image + " has no digest",
                        "a tag moves: name REPOSITORY@sha256:…, as docker push printed it");
            }
            return image;
        }
        String pinned = Dockerfile.reference(spec, pins.image());
        boolean whole =
                pins.packages().isEmpty() && (pins.jdk() == null || pins.jdk().image() == null);
        if (!whole || !DIGEST.matcher(pinned).matches()) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " adds packages or a JDK to its image, and no registry has that",
                    "build what gradlock env export --format dockerfile writes, push it, and name it: --image"
                            + " REPOSITORY@sha256:…");
        }
        return pinned;
    }

    /** A name as Kubernetes takes it. */
    private static String name(String displayName) {
        String name = ("gradlock-" + displayName.toLowerCase(Locale.ROOT)).replaceAll("[^a-z0-9]+", "-");
        return name.substring(0, Math.min(63, name.length())).replaceAll("-+$", "");
    }

    private static Map<String, Object> ordered(String key, Object value, String other, Object otherValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(other, otherValue);
        return map;
    }
}
