package io.github.gradlock.harness.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.runtime.Launch;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class KubernetesJobTests {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final ImageLock IMAGE = new ImageLock("repo/image", "21", null, DIGEST, null);
    private static final PlatformLock PINS = new PlatformLock(IMAGE, null, List.of());

    @TempDir
    Path folder = Path.of("");

    @Test
    void isConfinedLikeAContainer() throws IOException {
        String text = job("variables: {A: \"$(B) c\"}\n", PINS, null);
        Map<?, ?> job = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        assertEquals("batch/v1", job.get("apiVersion"));
        assertEquals("gradlock-my-env-jit-c2-threads-2", map(job, "metadata").get("name"));
        Map<?, ?> spec = map(job, "spec");
        assertEquals(0, spec.get("backoffLimit"));
        assertEquals(90, spec.get("activeDeadlineSeconds"));
        Map<?, ?> pod = map(map(spec, "template"), "spec");
        assertEquals(false, pod.get("automountServiceAccountToken"));
        assertEquals(true, map(pod, "securityContext").get("runAsNonRoot"));
        assertEquals("amd64", map(pod, "nodeSelector").get("kubernetes.io/arch"));
        Map<?, ?> container = (Map<?, ?>) list(pod, "containers").get(0);
        assertEquals("repo/image@" + DIGEST, container.get("image"));
        assertEquals(
                "{privileged=false, allowPrivilegeEscalation=false, readOnlyRootFilesystem=true, capabilities={drop=[ALL]}}",
                String.valueOf(container.get("securityContext")));
        assertEquals(
                "{cpu=1500m, memory=1073741824, nvidia.com/gpu=1}",
                String.valueOf(map(container, "resources").get("limits")));
        assertEquals(
                "[{name=gradlock, mountPath=/gradlock/suite, subPath=suite, readOnly=true},"
                        + " {name=gradlock, mountPath=/gradlock/results, subPath=results}, {name=tmp, mountPath=/tmp}]",
                String.valueOf(container.get("volumeMounts")));
        List<?> command = list(container, "command");
        assertEquals("/gradlock/results/my.env[jit=c2,threads=2]", command.get(4));
        assertTrue(command.contains("A=$$(B) c"), command::toString);
        assertEquals(List.of("java", "-cp", "x"), command.subList(command.size() - 3, command.size()));
        assertFalse(text.contains("&id") || text.contains("!!"), text);
    }

    @Test
    void takesAnImageByDigestAlone() throws IOException {
        PackageLock added = new PackageLock("apt", "libgomp1", "1", "l.deb", 1, "b".repeat(64));
        PlatformLock more = new PlatformLock(IMAGE, null, List.of(added));
        assertTrue(job("", more, "own/image@" + DIGEST).contains("image: own/image@" + DIGEST));
        assertRefused("adds packages or a JDK", () -> job("", more, null));
        assertRefused("has no digest", () -> job("", more, "own/image:latest"));
        assertRefused("pins no image", () -> job("", new PlatformLock(null, null, List.of()), null));
    }

    private static void assertRefused(String message, Executable executable) {
        GradlockException problem = assertThrows(GradlockException.class, executable);
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem::toString);
    }

    private String job(String more, PlatformLock pins, @Nullable String image) throws IOException {
        Path file = folder.resolve("environment.yml");
        Files.writeString(
                file,
                "name: my.env\nchannels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-64]\n" + more
                        + "gradlock: {gpu: required, limits: {memory: 1g, cpus: 1.5, pids: 64, timeout: 90s}}\n");
        EnvironmentSpec spec = EnvironmentSpecReader.read(file);
        Variant variant = new Variant(Map.of("jit", "c2", "threads", "2"));
        Launch launch = new Launch(List.of("java", "-cp", "x"), spec.variables(), KubernetesJob.session(spec, variant));
        return KubernetesJob.of(spec, variant, pins, "linux-64", image, launch);
    }

    private static Map<?, ?> map(Map<?, ?> of, String key) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(key));
    }

    private static List<?> list(Map<?, ?> of, String key) {
        return (List<?>) Objects.requireNonNull(of.get(key));
    }
}
