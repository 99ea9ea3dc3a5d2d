package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;

/**
 * A container that is removed when it is done with, also where a person interrupts the command. What a process leaves that is killed is swept
 * by its labels.
 */
public final class TemporaryContainer implements AutoCloseable {
    private final DockerClient client;
    private final String id;
    private final Thread hook;

    private TemporaryContainer(DockerClient client, String id) {
        this.client = client;
        this.id = id;
        this.hook = new Thread(this::removeAtLast, "gradlock-remove-container");
    }

    /** Makes it; it is not started. */
    public static TemporaryContainer of(DockerClient client, CreateContainerCmd creation) {
        TemporaryContainer made = new TemporaryContainer(client, creation.exec().getId());
        try {
            Runtime.getRuntime().addShutdownHook(made.hook);
        } catch (IllegalStateException interrupted) {
            made.remove();
            throw interrupted;
        }
        return made;
    }

    /** Returns how the engine knows it. */
    public String id() {
        return id;
    }

    @Override
    public void close() {
        removeAtLast();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException interrupted) {
            // Then it runs already.
        }
    }

    private void removeAtLast() {
        try {
            remove();
        } catch (RuntimeException refused) {
            // What was done in it is done; the next command sweeps it.
        }
    }

    private void remove() {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException gone) {
            // Somebody else removed it, or does so now.
        }
    }
}
