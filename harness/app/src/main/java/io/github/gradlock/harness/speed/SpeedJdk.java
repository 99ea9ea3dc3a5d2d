package io.github.gradlock.harness.speed;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.JdkDiscovery;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JDK of a run: one of this machine, by its number or by its folder. */
public final class SpeedJdk {
    private static final int OLDEST = 17;

    private SpeedJdk() {}

    /**
     * Finds a JDK.
     *
     * @param wanted {@code 21}, or the folder of a JDK
     * @throws GradlockException if there is none
     */
    public static InstalledJdk find(String wanted, JdkDiscovery discovery) {
        List<InstalledJdk> known = discovery.find();
        InstalledJdk found = known.stream()
                .filter(jdk -> String.valueOf(jdk.feature()).equals(wanted))
                .findFirst()
                .or(() -> at(wanted))
                .orElseThrow(() -> GradlockException.badInput(
                        null,
                        "no JDK is called " + wanted,
                        "name the folder of one, or a number: here are "
                                + known.stream()
                                        .map(jdk -> String.valueOf(jdk.feature()))
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
        if (found.feature() < OLDEST) {
            throw GradlockException.badInput(
                    null, "JDK " + found.version() + " is too old for the engine", "it needs " + OLDEST + " or newer");
        }
        return found;
    }

    private static Optional<InstalledJdk> at(String folder) {
        try {
            return JdkDiscovery.of(Path.of(folder), List.of()).find().stream().findFirst();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
