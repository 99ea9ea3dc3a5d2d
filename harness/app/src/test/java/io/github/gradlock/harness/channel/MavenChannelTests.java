package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.MavenChannel.Wanted;
import io.github.gradlock.harness.store.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenChannelTests {
    private static final String NATIVES = "<profiles>%s%s</profiles>";

    @TempDir
    Path folder = Path.of("");

    private FakeMaven maven = start();

    private static FakeMaven start() {
        try {
            return new FakeMaven();
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }

    @BeforeEach
    void artifacts() {
        maven.jar("org.a:app:1.0", "app")
                .pom(
                        "org.a:app:1.0",
                        "<dependencies>" + FakeMaven.needs("org.b:lib:2.0", "")
                                + FakeMaven.needs("org.c:tests:1", "<scope>test</scope>") + "</dependencies>"
                                + NATIVES.formatted(profile("amd64", "linux-x86_64"), profile("aarch64", "linux-arm")))
                .jar("org.b:lib:2.0", "lib")
                .pom("org.b:lib:2.0", "")
                .jar("org.n:natives:1.0:linux-x86_64", "machine code")
                .pom("org.n:natives:1.0", "");
    }

    @AfterEach
    void stop() {
        maven.close();
    }

    private static String profile(String architecture, String classifier) {
        return "<profile><id>%1$s</id><activation><os><arch>%1$s</arch></os></activation><dependencies>%2$s</dependencies></profile>"
                .formatted(
                        architecture,
                        FakeMaven.needs("org.n:natives:1.0", "<classifier>" + classifier + "</classifier>"));
    }

    @Test
    void resolvesAClosureWithItsChecksums() throws IOException {
        assertEquals(
                List.of(
                        file("org.a:app", "1.0", "org/a/app/1.0/app-1.0.jar", "app"),
                        file("org.b:lib", "2.0", "org/b/lib/2.0/lib-2.0.jar", "lib"),
                        file(
                                "org.n:natives:linux-x86_64",
                                "1.0",
                                "org/n/natives/1.0/natives-1.0-linux-x86_64.jar",
                                "machine code")),
                resolve("linux-64", "org.a:app", "1.0"));
        assertEquals(
                resolve("linux-64", "org.a:app", "1.0"), resolve("linux-64", "org.a:app", ""), "the newest release");
    }

    @Test
    void saysWhatIsNotMadeForAPlatform() {
        GradlockException problem =
                assertThrows(GradlockException.class, () -> resolve("linux-aarch64", "org.a:app", "1.0"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("environment.yml:5:9", problem.location());
        assertTrue(
                String.valueOf(problem.getMessage())
                        .startsWith("Maven cannot supply this for linux-aarch64: Could not find artifact"
                                + " org.n:natives:jar:linux-arm:1.0"),
                problem::toString);
    }

    @Test
    void saysWhatIsNotThere() {
        GradlockException problem = assertThrows(GradlockException.class, () -> resolve("linux-64", "org.x:y", "9"));
        assertTrue(String.valueOf(problem.getMessage()).contains("org.x:y"), problem::toString);
    }

    @Test
    void whatIsNotWhatItsRepositorySaysIsNotTaken() {
        maven.corrupt("org.b:lib:2.0");
        GradlockException problem =
                assertThrows(GradlockException.class, () -> resolve("linux-64", "org.a:app", "1.0"));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(
                String.valueOf(problem.getMessage())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("checksum"),
                problem::toString);
    }

    @Test
    void offlineTheLocalRepositoryAloneIsAsked() throws IOException {
        resolve("linux-64", "org.a:app", "1.0");
        int before = maven.requests();
        MavenChannel offline = new MavenChannel(maven.alias(), true, folder.resolve("m2"));
        assertEquals("lib", Files.readString(offline.fetch("org.b:lib", "2.0", "linux-64")));
        assertThrows(GradlockException.class, () -> offline.fetch("org.b:lib", "2.1", "linux-64"));
        assertEquals(before, maven.requests());
    }

    private List<MavenFile> resolve(String platform, String name, String version) throws IOException {
        return new MavenChannel(maven.alias(), false, folder.resolve("m2"))
                .resolve(List.of(new Wanted(name, version, "environment.yml:5:9")), platform);
    }

    private static MavenFile file(String name, String version, String path, String bytes) {
        byte[] content = bytes.getBytes(StandardCharsets.UTF_8);
        return new MavenFile(name, version, path, content.length, Digests.sha256(content));
    }
}
