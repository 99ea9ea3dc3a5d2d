package io.github.gradlock.harness.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.provision.PartCheck.State;
import io.github.gradlock.harness.store.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTests {
    private static final PlatformLock PINS =
            new PlatformLock(null, null, List.of(pinned("org.b:lib", "lib"), pinned("org.a:app", "app")));
    private static final EnvironmentLock LOCK =
            EnvironmentLock.of("host", "v1:" + "0".repeat(64), Map.of("linux-64", PINS));

    @TempDir
    Path home = Path.of("");

    private final List<String> fetched = new ArrayList<>();
    private String content = "";

    private static PackageLock pinned(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new PackageLock(
                "maven",
                name,
                "1",
                name.replace(':', '/') + "/1/" + text + "-1.jar",
                bytes.length,
                Digests.sha256(bytes));
    }

    private List<Path> provide() throws IOException, InterruptedException {
        return new Jars(home, (name, version, platform) -> {
                    Path file = home.resolve("downloaded");
                    return Files.writeString(file, content.isEmpty() ? name.substring(name.indexOf(':') + 1) : content);
                })
                .provide(LOCK, "linux-64", PINS, fetched::add);
    }

    @Test
    void jarsAreFetchedOnceAndComeInTheOrderOfTheLock() throws Exception {
        List<Path> jars = provide();
        assertEquals(
                List.of("app-1.jar", "lib-1.jar"),
                jars.stream().map(jar -> jar.getFileName().toString()).toList());
        assertEquals("app", Files.readString(jars.get(0)));
        assertEquals(List.of("fetches org.a:app 1", "fetches org.b:lib 1"), fetched);
        assertEquals(jars, provide());
        assertEquals(2, fetched.size());
        assertEquals(1, EnvironmentFolder.ofName(home, "host").size());
        assertEquals(List.of(), EnvironmentFolder.ofName(home, "hos"));
    }

    @Test
    void aFileOutsideOfTheEnvironmentIsRefused() {
        PackageLock escaping = new PackageLock("maven", "a:b", "1", "../../../escaped.jar", 1, "0".repeat(64));
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> EnvironmentFolder.of(home, LOCK, "linux-64").file(LOCK, escaping));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
    }

    @Test
    void anotherFileThanTheLocksIsNotKept() throws Exception {
        content = "app?";
        GradlockException problem = assertThrows(GradlockException.class, this::provide);
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(
                String.valueOf(problem.getMessage()).startsWith("digest mismatch for org.a:app 1: "),
                problem::toString);
        content = "";
        assertEquals(2, provide().size());
    }

    @Test
    void whatTheLockSaysWrongOfAJarIsNamed() throws Exception {
        PackageLock app = pinned("org.a:app", "app");
        for (PackageLock wrong : List.of(
                new PackageLock(app.manager(), app.name(), app.version(), app.file(), 4, app.sha256()),
                new PackageLock(app.manager(), app.name(), "2", app.file(), app.size(), app.sha256()))) {
            Jars jars = new Jars(home, (name, version, platform) -> Files.writeString(home.resolve("it"), "app"));
            jars.provide(LOCK, "linux-64", new PlatformLock(null, null, List.of(app)), fetched::add);
            PlatformLock pins = new PlatformLock(null, null, List.of(wrong));
            List<PartCheck> checks = PartCheck.ofJars(jars.verify(LOCK, "linux-64", pins));
            assertEquals(State.ALTERED, checks.get(0).state());
            assertTrue(checks.get(0).part().matches(".*, its (size|version)"), checks::toString);
            assertThrows(GradlockException.class, () -> jars.provide(LOCK, "linux-64", pins, fetched::add));
        }
    }

    @Test
    void aJarThatWasChangedStopsAndIsFetchedAgain() throws Exception {
        Path jar = provide().get(0);
        assertTrue(jar.toFile().setWritable(true));
        Files.writeString(jar, "apq");
        GradlockException problem = assertThrows(GradlockException.class, this::provide);
        assertEquals(jar.toString(), problem.location());
        assertTrue(
                String.valueOf(problem.getMessage()).contains(Digests.sha256("apq".getBytes(StandardCharsets.UTF_8))));
        assertFalse(Files.exists(jar));
        fetched.clear();
        assertEquals("app", Files.readString(provide().get(0)));
        assertEquals(List.of("fetches org.a:app 1"), fetched, "a link shares its bytes with the store");
    }
}
