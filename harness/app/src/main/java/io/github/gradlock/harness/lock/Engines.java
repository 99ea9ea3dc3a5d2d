package io.github.gradlock.harness.lock;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EngineAddress;
import org.jspecify.annotations.Nullable;

/** Gives Docker engines when they are needed. */
@FunctionalInterface
public interface Engines {
    /**
     * Returns a client of an engine.
     *
     * @param address null for the one of this machine
     * @throws GradlockException if it does not answer
     */
    DockerClient connect(@Nullable EngineAddress address);
}
