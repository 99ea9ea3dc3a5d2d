package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Removes from an engine what harness processes left that are gone. */
public final class Sweep {
    private final DockerClient client;
    private final boolean dryRun;

    /**
     * @param client of the engine
     * @param dryRun whether things are only listed
     */
    public Sweep(DockerClient client, boolean dryRun) {
        this.client = client;
        this.dryRun = dryRun;
    }

    /**
     * What was, or would be, removed.
     *
     * @param kind {@code container}, {@code volume} or {@code image}
     * @param name as the engine knows it
     */
    public record Removed(String kind, String name) {}

    /** Removes containers and volumes whose harness process has ended. */
    public List<Removed> orphans() {
        List<Removed> removed = new ArrayList<>();
        containers(Ownership::isOrphan, removed);
        volumes(Ownership::isOrphan, removed);
        return removed;
    }

    /** Removes the images that gradlock made; the next run makes those again that it needs, of the store. */
    public List<Removed> derivedImages() {
        List<Removed> removed = new ArrayList<>();
        for (Image image :
                client.listImagesCmd().withLabelFilter(Ownership.MARK_FILTER).exec()) {
            String[] tags = image.getRepoTags();
            String name = tags == null || tags.length == 0 || tags[0].startsWith("<") ? image.getId() : tags[0];
            remove("image", name, removed, () -> client.removeImageCmd(name).exec());
        }
        return removed;
    }

    private void containers(Predicate<Map<String, String>> chosen, List<Removed> removed) {
        for (Container container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Ownership.MARK_FILTER))
                .exec()) {
            if (chosen.test(container.getLabels())) {
                String[] names = container.getNames();
                String name = names == null || names.length == 0 ? container.getId() : names[0].replaceFirst("^/", "");
                remove(
                        "container",
                        name,
                        removed,
                        () -> client.removeContainerCmd(container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec());
            }
        }
    }

    private void volumes(Predicate<Map<String, String>> chosen, List<Removed> removed) {
        List<InspectVolumeResponse> found = client.listVolumesCmd()
                .withFilter("label", List.of(Ownership.MARK_FILTER))
                .exec()
                .getVolumes();
        for (InspectVolumeResponse volume : found == null ? List.<InspectVolumeResponse>of() : found) {
            Map<String, String> labels = volume.getLabels();
            if (labels != null && chosen.test(labels)) {
                remove(
                        "volume",
                        volume.getName(),
                        removed,
                        () -> client.removeVolumeCmd(volume.getName()).exec());
            }
        }
    }

    private void remove(String kind, String name, List<Removed> removed, Runnable action) {
        if (!dryRun) {
            try {
                action.run();
            } catch (NotFoundException gone) {
                return;
            } catch (ConflictException inUse) {
                // Being removed by its own process, or used by a container that is not ours.
                return;
            }
        }
        removed.add(new Removed(kind, name));
    }
}
