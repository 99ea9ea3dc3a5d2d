package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.container.ContainerRuntime;
import io.github.gradlock.harness.runtime.host.HostRuntime;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.Map;
import java.util.UUID;

/** The runtimes of one command; what they started ends with them. */
record Runtimes(Map<RuntimeKind, SuiteRuntime> byKind) implements AutoCloseable {
    /** Makes one of each kind; no engine is asked yet. */
    static Runtimes open(boolean offline) {
        return new Runtimes(Map.of(
                RuntimeKind.HOST,
                new HostRuntime(),
                RuntimeKind.CONTAINER,
                new ContainerRuntime(
                        UUID.randomUUID().toString(),
                        offline,
                        repository -> ImageName.of(repository).reference())));
    }

    @Override
    public void close() {
        byKind.values().forEach(SuiteRuntime::close);
    }
}
