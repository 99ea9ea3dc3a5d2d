package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.runtime.container.Sweep.Removed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("container")
@ResourceLock("engine")
class SweepIT {
    @TempDir
    Path folder = Path.of("");

    private final List<String> created = new ArrayList<>();

    @AfterEach
    void removeWhatIsLeft() {
        created.forEach(id -> TestEngine.client()
                .removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    @Test
    void nothingOfAHarnessThatIsKilledIsLeft() throws Exception {
        DockerClient client = TestEngine.client();
        TestEngine.pins();
        String run = "killed-" + ProcessHandle.current().pid();
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HangingContainerHarness.class.getName(),
                        TinySuite.jar(folder).toString(),
                        folder.toString(),
                        run)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("harness.txt").toFile())
                .start();
        for (int i = 0; i < 3000 && harness.isAlive() && !Files.exists(folder.resolve("running")); i++) {
            Thread.sleep(100);
        }
        assertTrue(harness.isAlive(), Files.readString(folder.resolve("harness.txt")));
        assertEquals(1, containers(client, run).size());

        harness.destroyForcibly().waitFor();

        // The engine notices by itself that nobody holds the container's input any more.
        for (int i = 0; i < 300 && !containers(client, run).isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(List.of(), containers(client, run));
        new Sweep(client, false).orphans();
        assertFalse(client.listVolumesCmd()
                .withFilter("label", List.of(Ownership.RUN + "=" + run))
                .exec()
                .getVolumes()
                .iterator()
                .hasNext());
    }

    @Test
    void removesWhatDeadProcessesLeftAndNothingElse() throws Exception {
        Map<String, String> own = Ownership.labels("sweep-it");
        Map<String, String> reused = new TreeMap<>(own);
        reused.put(Ownership.STARTED, "12345");
        Map<String, String> elsewhere = new TreeMap<>(reused);
        elsewhere.put(Ownership.HOST, "another");
        String alive = container(own);
        String dead = container(reused);
        String foreign = container(elsewhere);

        List<Removed> listed = new Sweep(TestEngine.client(), true).orphans();
        assertTrue(listed.stream().anyMatch(each -> each.name().equals(name(dead))), listed::toString);
        assertTrue(exists(dead), "a dry run removed it");

        List<Removed> removed = new Sweep(TestEngine.client(), false).orphans();
        assertTrue(removed.stream().anyMatch(each -> each.name().equals(name(dead))), removed::toString);
        assertTrue(exists(alive));
        assertTrue(exists(foreign));
        assertFalse(exists(dead));
        created.remove(dead);
    }

    private String container(Map<String, String> labels) throws Exception {
        DockerClient client = TestEngine.client();
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
            String reference = TestEngine.baseImage(log);
            String name = "gradlock-sweep-it-" + created.size() + "-"
                    + ProcessHandle.current().pid();
            String id = client.createContainerCmd(reference)
                    .withName(name)
                    .withLabels(labels)
                    .withCmd("true")
                    .exec()
                    .getId();
            created.add(id);
            return id;
        }
    }

    private String name(String id) {
        return "gradlock-sweep-it-" + created.indexOf(id) + "-"
                + ProcessHandle.current().pid();
    }

    private static boolean exists(String id) {
        return TestEngine.client().listContainersCmd().withShowAll(true).exec().stream()
                .anyMatch(container -> container.getId().equals(id));
    }

    private static List<String> containers(DockerClient client, String run) {
        return client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Ownership.RUN + "=" + run))
                .exec()
                .stream()
                .map(Container::getId)
                .toList();
    }
}
