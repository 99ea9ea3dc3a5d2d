package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;

/**
 * A container that does nothing but wait, in which suites are started; it can do harm to nobody, and ends with the harness.
 *
 * <p>Its first process reads the standard input that this process holds open. However the harness goes, kill -9 included,
 * the engine then closes that input, the process ends, and the engine removes the container with its volume.
 */
final class SuiteContainer extends GenericContainer<SuiteContainer> {
    /** Where suite and sessions lie: a volume, since the root is read-only and archives cannot reach a tmpfs. */
    static final String ROOT = "/gradlock";

    /** Runs the suite. */
    static final int SUITE_USER = 65534;

    /** Waits, as another user: so all that the suite started can be killed without ending the container. */
    private static final int WAITING_USER = 65533;

    /** At most this at /tmp, and a quarter of the memory: it must not use it up alone, for nobody could be killed to free it. */
    private static final long TMP_BYTES = 256L << 20;

    private final String image;
    private final Limits limits;
    private final List<DeviceRequest> devices;
    private final Map<String, String> ownership;
    private final List<ContainerFiles.Source> files;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable ResultCallback<Frame> lifeline;

    /**
     * @param client of the engine
     * @param image that it has
     * @param limits of memory, CPUs and processes
     * @param devices that it is to have of the engine's machine
     * @param ownership labels
     * @param files to be copied to {@code /gradlock}
     */
    SuiteContainer(
            DockerClient client,
            String image,
            Limits limits,
            List<DeviceRequest> devices,
            Map<String, String> ownership,
            List<ContainerFiles.Source> files) {
        super(CompletableFuture.completedFuture(image));
        this.dockerClient = client;
        this.image = image;
        this.limits = limits;
        this.devices = List.copyOf(devices);
        this.ownership = ownership;
        this.files = files;
        withLabels(ownership);
        withNetworkMode("none");
        withCreateContainerCmdModifier(this::confine);
    }

    private void confine(CreateContainerCmd command) {
        command.withUser(WAITING_USER + ":" + SUITE_USER)
                .withEntrypoint("cat")
                .withCmd()
                .withWorkingDir("/")
                .withHostName("gradlock")
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withAttachStdin(true);
        HostConfig host = command.getHostConfig();
        if (host == null) {
            host = new HostConfig();
            command.withHostConfig(host);
        }
        host.withNetworkMode("none")
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withNanoCPUs((long) (limits.cpus() * 1e9))
                .withPidsLimit((long) limits.pids())
                .withDeviceRequests(devices)
                .withInit(true)
                .withAutoRemove(true)
                .withTmpFs(Map.of(
                        "/tmp", "rw,nosuid,nodev,mode=1777,size=" + Math.min(TMP_BYTES, limits.memoryBytes() / 4)))
                .withMounts(List.of(new Mount()
                        .withType(MountType.VOLUME)
                        .withTarget(ROOT)
                        .withVolumeOptions(new VolumeOptions().withLabels(ownership))));
    }

    @Override
    protected void containerIsCreated(String id) {
        DockerClient client = getDockerClient();
        try {
            ContainerFiles.copyIn(client, id, ROOT, files, List.of(), SUITE_USER);
            ResultCallback.Adapter<Frame> attached = new ResultCallback.Adapter<>();
            client.attachContainerCmd(id)
                    .withStdIn(new Held(ended))
                    .withFollowStream(true)
                    .exec(attached)
                    .awaitStarted();
            lifeline = attached;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }

    /** Testcontainers would look for the image in the one engine that it knows by itself. */
    @Override
    public String getDockerImageName() {
        return image;
    }

    @Override
    public DockerClient getDockerClient() {
        return dockerClient;
    }

    /** Not by Testcontainers' reaper, which knows one engine. */
    @Override
    public void stop() {
        String id = getContainerId();
        try {
            if (id != null) {
                dockerClient
                        .removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            }
        } catch (NotFoundException | ConflictException gone) {
            // It ended by itself, and the engine is removing it.
        } finally {
            // Also where the engine did not answer: without its standard input the container ends by itself.
            release();
        }
    }

    private void release() {
        ended.countDown();
        try {
            if (lifeline != null) {
                lifeline.close();
            }
        } catch (IOException closing) {
            logger().debug("closing the standard input of a container that is gone", closing);
        }
    }

    /** An input without bytes, which ends when the container is done with. */
    private static final class Held extends InputStream {
        private final CountDownLatch ended;

        Held(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            try {
                ended.await();
                return -1;
            } catch (InterruptedException problem) {
                Thread.currentThread().interrupt();
                throw new IOException(problem);
            }
        }
    }
}
