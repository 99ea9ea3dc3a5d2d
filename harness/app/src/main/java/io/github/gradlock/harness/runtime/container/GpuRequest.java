package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an engine for the GPUs of its machine, and says why it gives none. */
final class GpuRequest {
    private static final String RUNTIME = "nvidia";

    private GpuRequest() {}

    /**
     * Returns what a container of an environment asks for: nothing, or all GPUs. One to which a GPU is optional asks where the engine has what gives it.
     *
     * @throws UnavailableException if the environment needs one, and the engine would ignore that
     */
    static List<DeviceRequest> of(ResolvedEnvironment environment, DockerClient client) throws UnavailableException {
        if (isRequired(environment)) {
            if (isPodman(client.versionCmd().exec())) {
                throw new UnavailableException(
                        "it needs a GPU, and Podman's socket ignores a request for one: use Docker's engine");
            }
            return List.of(all());
        }
        boolean given = environment.spec().gpu() == Gpu.OPTIONAL
                && Optional.ofNullable(client.infoCmd().exec().getRuntimes())
                        .orElse(Map.of())
                        .containsKey(RUNTIME);
        return given ? List.of(all()) : List.of();
    }

    /** Kernels of CUDA need a GPU wherever they are asked for. */
    static boolean isRequired(ResolvedEnvironment environment) {
        return environment.spec().gpu() == Gpu.REQUIRED
                || "cuda".equals(environment.variant().factors().get("kernels"));
    }

    static boolean isPodman(Version version) {
        List<VersionComponent> components = version.getComponents();
        return components != null
                && components.stream()
                        .anyMatch(
                                component -> String.valueOf(component.getName()).contains("Podman"));
    }

    private static DeviceRequest all() {
        return new DeviceRequest().withCount(-1).withCapabilities(List.of(List.of("gpu")));
    }

    /** Returns what an engine's refusal means where it is about a GPU; nothing for another one. */
    static Optional<String> meaning(String refusal) {
        if (refusal.contains("could not select device driver")) {
            return Optional.of(
                    "the engine cannot give a container a GPU: install NVIDIA's Container Toolkit, run nvidia-ctk runtime"
                            + " configure --runtime=docker, and start the engine again");
        }
        if (refusal.contains("unsatisfied condition: cuda")) {
            return Optional.of("NVIDIA's driver is older than the image's CUDA needs: install a newer driver");
        }
        if (refusal.contains("nvidia-container-cli") || refusal.contains("libnvidia-ml.so")) {
            return Optional.of("NVIDIA's driver does not work on the engine's machine (nvidia-smi tells more): "
                    + refusal.lines()
                            .filter(line -> line.contains("nvidia"))
                            .findFirst()
                            .orElse(refusal));
        }
        return Optional.empty();
    }
}
