package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.JdkDiscovery;
import io.github.gradlock.harness.channel.ModulesDigest;
import io.github.gradlock.harness.channel.NvidiaDriver;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.channel.Processor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a resolution needs to know of a machine.
 *
 * @param platform of host environments
 * @param containerPlatform of containers
 * @param jdks installed, the running one first
 * @param modules checksums of JDKs
 * @param processor the CPU
 * @param driver of an NVIDIA GPU, if there is one
 */
public record Machine(
        String platform,
        String containerPlatform,
        List<InstalledJdk> jdks,
        ModulesDigest modules,
        Processor processor,
        Optional<NvidiaDriver> driver) {

    /** Looks at this machine; checksums are kept in a folder. */
    public static Machine here(Path cacheDirectory) {
        return new Machine(
                Platform.here(),
                Platform.ofContainers(),
                JdkDiscovery.ofThisMachine().find(),
                new ModulesDigest(cacheDirectory),
                Processor.ofThisMachine(),
                NvidiaDriver.find());
    }
}
