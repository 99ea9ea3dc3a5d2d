package io.github.gradlock.harness.cli;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.Environments;
import io.github.gradlock.harness.runtime.container.Engine;
import io.github.gradlock.harness.spec.EngineAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Docker engines that environments of a folder name, beside the one of this machine. */
final class NamedEngines {
    private NamedEngines() {}

    /**
     * What was found of one.
     *
     * @param environments that name it
     * @param version of the engine, null if it did not answer
     * @param architecture of its machine, null if it did not answer
     * @param problem why it did not answer, null if it did
     */
    record Finding(
            EngineAddress address,
            List<String> environments,
            @Nullable String version,
            @Nullable String architecture,
            @Nullable String problem) {}

    /** Returns their addresses, each with the names of the environments; none without a folder, and files that do not read are passed over. */
    static Map<EngineAddress, List<String>> of(Path environmentsDirectory) {
        if (!Files.isDirectory(environmentsDirectory)) {
            return Map.of();
        }
        Map<EngineAddress, List<String>> found = new LinkedHashMap<>();
        Environments environments = new Environments(environmentsDirectory);
        for (String name : environments.names()) {
            try {
                EngineAddress address = environments.spec(name).engine();
                if (address != null) {
                    found.computeIfAbsent(address, one -> new ArrayList<>()).add(name);
                }
            } catch (GradlockException broken) {
                // What is wrong with it is said where it is used.
            }
        }
        return found;
    }

    /** Asks them all. */
    static List<Finding> ask(Path environmentsDirectory) {
        List<Finding> findings = new ArrayList<>();
        of(environmentsDirectory).forEach((address, environments) -> findings.add(ask(address, environments)));
        return findings;
    }

    private static Finding ask(EngineAddress address, List<String> environments) {
        try {
            DockerClient client = Engine.connect(address);
            Version version = client.versionCmd().exec();
            return new Finding(address, environments, version.getVersion(), version.getArch(), null);
        } catch (UnavailableException | GradlockException problem) {
            return new Finding(address, environments, null, null, problem.getMessage());
        }
    }
}
