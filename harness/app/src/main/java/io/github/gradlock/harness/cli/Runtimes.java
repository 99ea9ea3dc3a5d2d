package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.provision.Jars;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.container.ContainerRuntime;
import io.github.gradlock.harness.runtime.host.HostRuntime;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.store.StoreHome;
import java.util.Map;
import java.util.UUID;

/** The runtimes of one command; what they started ends with them. */
record Runtimes(Map<RuntimeKind, SuiteRuntime> byKind) implements AutoCloseable {
    /** Makes one of each kind; no engine is asked yet. */
    static Runtimes open(boolean offline) {
        Jars jars = new Jars(StoreHome.ofThisUser(), new MavenChannel(System.getenv(), offline)::fetch);
        return new Runtimes(Map.of(
                RuntimeKind.HOST,
                new HostRuntime(jars),
                RuntimeKind.CONTAINER,
                new ContainerRuntime(
                        UUID.randomUUID().toString(),
                        offline,
                        repository -> ImageName.of(repository).reference(),
                        jars,
                        StoreHome.ofThisUser())));
    }

    @Override
    public void close() {
        byKind.values().forEach(SuiteRuntime::close);
    }
}
