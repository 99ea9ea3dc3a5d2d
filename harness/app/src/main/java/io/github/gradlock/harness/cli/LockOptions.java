package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.lock.LockMode;
import picocli.CommandLine.Option;

/** How strictly locks are held against specs. */
final class LockOptions {
    @Option(
            names = "--locked",
            description =
                    "Fail if a container, or a host with one exact JDK, has no lock, or any lock is stale: so it is"
                            + " without this option, too, unless --frozen is given.")
    boolean locked;

    @Option(names = "--frozen", description = "Use the locks as they are, whatever the specs say now.")
    boolean frozen;

    LockMode mode() {
        return frozen ? LockMode.FROZEN : LockMode.LOCKED;
    }
}
