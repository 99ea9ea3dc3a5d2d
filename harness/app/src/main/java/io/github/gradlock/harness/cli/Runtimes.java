package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.provision.Jars;
import io.github.gradlock.harness.runtime.EnvironmentParts;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.container.ContainerParts;
import io.github.gradlock.harness.runtime.container.ContainerRuntime;
import io.github.gradlock.harness.runtime.host.HostParts;
import io.github.gradlock.harness.runtime.host.HostRuntime;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.store.StoreHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The runtimes of one command; what they started ends with them.
 *
 * @param byKind what runs suites
 * @param parts what environments are made of
 */
record Runtimes(Map<RuntimeKind, SuiteRuntime> byKind, Map<RuntimeKind, EnvironmentParts> parts)
        implements AutoCloseable {
    /** Makes one of each kind; no engine is asked yet. */
    static Runtimes open(boolean offline) {
        Path home = StoreHome.ofThisUser();
        Jars jars = new Jars(home, new MavenChannel(System.getenv(), offline)::fetch);
        HostParts host = new HostParts(home, jars);
        ContainerParts container = new ContainerParts(
                home,
                jars,
                UUID.randomUUID().toString(),
                offline,
                repository -> ImageName.of(repository).reference());
        return new Runtimes(
                Map.of(
                        RuntimeKind.HOST, new HostRuntime(host),
                        RuntimeKind.CONTAINER, new ContainerRuntime(container)),
                Map.of(RuntimeKind.HOST, host, RuntimeKind.CONTAINER, container));
    }

    /** Returns the parts of environments of a kind. */
    EnvironmentParts partsOf(RuntimeKind kind) {
        return java.util.Objects.requireNonNull(parts.get(kind));
    }

    /** Returns the parts that need no engine. */
    HostParts partsOfHost() {
        return (HostParts) partsOf(RuntimeKind.HOST);
    }

    /** Returns the parts that an engine has. */
    ContainerParts partsOfContainers() {
        return (ContainerParts) partsOf(RuntimeKind.CONTAINER);
    }

    @Override
    public void close() {
        byKind.values().forEach(SuiteRuntime::close);
    }
}
