package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.channel.CondaResolver;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.util.stream.Stream;

/** Logins in the addresses of channels: they would stand in the lock, and in what a package manager prints. */
final class ChannelLogins {
    private ChannelLogins() {}

    /**
     * Refuses a spec that holds one, in its channels or in front of a dependency, whether that channel supplies anything or not.
     *
     * @throws GradlockException that names the channel without it
     */
    static void refuse(EnvironmentSpec spec) {
        Stream.concat(spec.channels().stream(), spec.dependencies().stream().map(Dependency::channel))
                .filter(PlainText::hasPassword)
                .findFirst()
                .ifPresent(one -> {
                    throw GradlockException.badInput(
                            spec.file().toString(),
                            "the channel " + one + " holds a password, which would come into the lock",
                            "write the channel's name alone, and set " + CondaResolver.VARIABLE
                                    + " to the address above it, with the login");
                });
    }
}
