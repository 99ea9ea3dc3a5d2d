package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.FakeRegistry;
import io.github.gradlock.harness.channel.JdkInstallers;
import io.github.gradlock.harness.channel.NvidiaDriver;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolutionTests {
    @TempDir
    Path folder;

    private MachineFixture fixture;

    @BeforeEach
    void machine() throws IOException {
        fixture = new MachineFixture(folder);
        fixture.write("host", MachineFixture.HOST);
        fixture.write("host-jdk", MachineFixture.TEMPLATE);
        fixture.matrix("suites:\n  g:\n    environments: [host, host-jdk*]\n    iterations: 4\n    restarts: 5\n");
    }

    @Test
    void anEnvironmentCanHaveExactlyTheFactorsThatAreWritten() {
        Resolution resolution = fixture.resolution(LockMode.LOCKED);

        assertEquals("host", resolution.exactly("host").displayName());
        ResolvedEnvironment unlisted = resolution.exactly("host[libm=java,threads=7]");
        assertEquals("host[libm=java,threads=7]", unlisted.displayName());
        assertEquals(fixture.jdk(17), unlisted.javaHome());
        assertNull(unlisted.unavailable());
        assertEquals(
                "host-jdk21[jit=c2]", resolution.exactly("host-jdk21[jit=c2]").displayName());
        assertNotNull(resolution.exactly("host[avx=3]").unavailable(), "the CPU has AVX2");
        assertNotNull(resolution.exactly("host-jdk8").unavailable(), "there is no JDK 8");
        for (String wrong : List.of("*", "host-jdk", "host[lib=java]", "host[libm=jave]", "host[threads=0]", "hosts")) {
            GradlockException problem =
                    assertThrows(GradlockException.class, () -> resolution.exactly(wrong), () -> wrong);
            assertEquals(ExitStatus.BAD_INPUT, problem.status());
        }
    }

    @Test
    void runsTheRowOfTheMatrix() {
        Selection selection = fixture.resolution(LockMode.LOCKED).select(List.of(), "g");
        assertEquals(
                List.of(
                        "host[jit=c1,threads=1]",
                        "host[jit=c1,threads=2]",
                        "host[jit=c2,threads=1]",
                        "host[jit=c2,threads=2]",
                        "host-jdk25",
                        "host-jdk21"),
                names(selection));
        assertEquals(
                Set.of(new Repetitions(4, 5)),
                selection.environments().stream()
                        .map(PlannedEnvironment::repetitions)
                        .collect(Collectors.toSet()));
        ResolvedEnvironment host = selection.resolved().get(0);
        assertNull(host.unavailable());
        assertEquals("17.0.15+6", Objects.requireNonNull(host.pins().jdk()).version());
        assertNotNull(Objects.requireNonNull(host.pins().jdk()).modulesSha256());
        assertEquals(host.pins(), host.lock().platforms().get("linux-64"));
        ResolvedEnvironment further = selection.resolved().get(4);
        assertEquals("host-jdk25", further.spec().name());
        assertTrue(Objects.requireNonNull(further.javaHome()).endsWith("jdk-25"));
    }

    @Test
    void selectsByNameVariantFolderAndExpansion() throws IOException {
        assertEquals(4, select("host").size());
        assertEquals(List.of("host[jit=c1,threads=2]"), select("host[threads=2,jit=c1]"));
        assertEquals(List.of("host[jit=c1,threads=2]", "host[jit=c2,threads=2]"), select("host[threads=2]"));
        assertEquals(List.of("host-jdk25", "host-jdk21"), select("host-jdk"));
        assertEquals(List.of("host-jdk21"), select("host-jdk21"));
        assertEquals(List.of("host-jdk21"), select("host-jdk2*1"));
        assertEquals(List.of("host[jit=c1,threads=1]"), select("host[jit=c1,threads=1]", "host[threads=1,jit=c1]"));
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("environment.yml"), "channels: [host]\ndependencies: [jdk=25]\n");
        assertEquals(List.of("mine"), select(mine.toString()));
        Selection unlisted = fixture.resolution(LockMode.LOCKED).select(List.of("host"), "another-suite");
        assertEquals(Repetitions.DEFAULT, unlisted.environments().get(0).repetitions());
    }

    @Test
    void theLastRowThatNamesAnEnvironmentSaysHowOften() throws IOException {
        fixture.matrix("suites:\n  g:\n    iterations: 4\n    environments:\n      - host\n"
                + "      - {environment: 'host[jit=c1]', iterations: 1}\n"
                + "      - {environment: 'host[threads=2]', restarts: 7}\n"
                + "      - {environment: host-jdk, restarts: 9}\n"
                + "      - {environment: host-jdk*}\n");
        assertEquals(
                List.of(
                        "host[jit=c1,threads=1] 1 2",
                        "host[jit=c1,threads=2] 1 7",
                        "host[jit=c2,threads=1] 4 2",
                        "host[jit=c2,threads=2] 4 7",
                        "host-jdk25 4 9",
                        "host-jdk21 4 9"),
                counts());
        assertEquals(List.of("host-jdk21 4 9"), counts("host-jdk21"));
    }

    private List<String> counts(String... environments) {
        return fixture.resolution(LockMode.LOCKED).select(List.of(environments), "g").environments().stream()
                .map(planned -> planned.environment().displayName() + " "
                        + planned.repetitions().iterations() + " "
                        + planned.repetitions().restarts())
                .toList();
    }

    @Test
    void leavesOutOfATemplateWhatAnotherEnvironmentRuns() throws IOException {
        fixture.write("old", "name: old\nchannels: [host]\ndependencies: [jdk=21]\n");
        assertEquals(List.of("old", "host-jdk25"), select("old", "host-jdk"));
        assertEquals(List.of("old", "host-jdk21"), select("old", "host-jdk21"));
    }

    @Test
    void saysWhatIsUnknown() {
        assertProblem("there is no environment \"hots\"", "did you mean \"host\"?", "hots");
        assertProblem("\"host[]\" names no factor", "write host for all its variants", "host[]");
        assertProblem("names the factor jit twice", "name two environments", "host[jit=c1,jit=c2]");
        assertProblem("unknown factor \"jdk\"", "host-jdk25 is one of this machine", "host[jdk=25]");
        assertProblem("\"host[jit]\" does not name an environment", "name[factor=value,…]", "host[jit]");
        assertProblem("\"host[jit=c1\" does not name an environment", "folder", "host[jit=c1");
        assertProblem("host[jitt=c1]: unknown factor \"jitt\"", "did you mean \"jit\"?", "host[jitt=c1]");
        assertProblem("host[jit=c3]: not a value of jit: c3", "int, c1, c2, mixed", "host[jit=c3]");
        assertProblem("environment.yml", "folder that holds", "./absent");
        GradlockException suite = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of(), "h"));
        assertEquals("the suite \"h\" is not in the matrix", suite.getMessage());
    }

    @Test
    void aPersonMayAskForFactorsThatNoVariantHas() throws IOException {
        assertEquals(List.of("host[jit=int]"), select("host[jit=int]"));
        assertEquals(List.of("host[jit=c1,threads=1]", "host[jit=c2,threads=1]"), select("host[threads=1]"));
        fixture.matrix("suites:\n  g:\n    environments:\n      - 'host[jit=int]'\n");
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of(), "g"));
        assertEquals("there is no variant \"host[jit=int]\"", problem.getMessage());
        fixture.matrix("suites:\n  g:\n    environments:\n      - 'host[thread=1]'\n");
        problem = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of(), "g"));
        assertEquals("\"host[thread=1]\": no variant of host has the factor \"thread\"", problem.getMessage());
        assertEquals("did you mean \"threads\"?", problem.hint());
    }

    @Test
    void aPersonMayAskForAFactorOfWhatATemplateExpandsTo() {
        assertEquals(List.of("host-jdk21[jit=int]"), select("host-jdk21[jit=int]"));
        assertEquals(
                List.of("host[jit=int]", "host-jdk25[jit=int]", "host-jdk21[jit=int]"),
                select("host[jit=int]", "host-jdk[jit=int]"),
                "without the JDK that host runs already");
    }

    @Test
    void saysWhereTheMatrixIsWrong() throws IOException {
        fixture.matrix("suites:\n  g:\n    environments:\n      - hosts\n");
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of(), "g"));
        assertEquals(fixture.environments().resolve("matrix.yml") + ":4:9", problem.location());
        Files.delete(fixture.environments().resolve("matrix.yml"));
        assertEquals(4, select("host").size());
        assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of(), "g"));
    }

    @Test
    void saysWhenTwoEnvironmentsShareAName() throws IOException {
        fixture.write("other", MachineFixture.HOST);
        assertProblem("two environments are named \"host\"", "each once", "other");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("environment.yml"), MachineFixture.HOST);
        assertProblem("two environments are named \"host\"", "rename one", "host", mine.toString());
        fixture.write("lonely", "name: else\n");
        assertProblem("the environment in the folder \"lonely\" is named \"else\"", "same name", "lonely");
    }

    @Test
    void saysWhatThisMachineLacks() throws IOException {
        fixture.write("v", "name: v\nchannels: [host]\ndependencies: [jdk]\ngradlock: {variants: {avx: [2, 3]}}\n");
        List<ResolvedEnvironment> avx =
                fixture.resolution(LockMode.LOCKED).select(List.of("v"), "g").resolved();
        assertNull(avx.get(0).unavailable());
        assertTrue(String.valueOf(avx.get(1).unavailable()).contains("no avx512f"));
        fixture.write("old", "name: old\nchannels: [host]\ndependencies: [jdk<17]\n");
        assertEquals(
                "no JDK here satisfies jdk<17: install one (gradlock doctor)",
                one("old").unavailable());
        assertEquals(
                "no JDK 22 is installed here"
                        + JdkInstallers.sentence(JdkInstallers.of(22, System.getProperty("os.name"))),
                one("host-jdk22").unavailable());
        fixture.write("gpu", "name: gpu\nchannels: [host]\ndependencies: [jdk]\ngradlock: {gpu: required}\n");
        assertEquals("no NVIDIA driver here (gradlock doctor)", one("gpu").unavailable());
        Resolution withGpu = new Resolution(
                new Environments(fixture.environments()),
                fixture.machine(Optional.of(new NvidiaDriver("550.1", "H100"))),
                LockMode.LOCKED);
        assertNull(withGpu.select(List.of("gpu"), "g").resolved().get(0).unavailable());
    }

    @Test
    void containersNeedALockThatHolds() throws IOException {
        Path file = fixture.write("t21", MachineFixture.TEMURIN);
        assertProblem(
                "t21 has no lock", "gradlock lock " + fixture.environments().resolve("t21"), "t21");
        lockTemurin(file);
        assertNull(one("t21").unavailable());
        assertEquals(
                "21.0.12+8", Objects.requireNonNull(one("t21").pins().jdk()).version());

        Files.writeString(file, MachineFixture.TEMURIN + "variables: {A: b}\n");
        GradlockException stale = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of("t21"), "g"));
        assertEquals("the lock of t21 is stale: environment.yml changed since it was written", stale.getMessage());
        assertEquals(file.resolveSibling("environment.lock.yml").toString(), stale.location());
        assertEquals("gradlock lock " + fixture.environments().resolve("t21"), stale.hint());
        assertEquals(
                1,
                fixture.resolution(LockMode.FROZEN)
                        .select(List.of("t21"), "g")
                        .resolved()
                        .size());
    }

    @Test
    void aContainerWithoutPinsForThisPlatformIsUnavailable() throws IOException {
        Path file = fixture.write("t21", MachineFixture.TEMURIN);
        lockTemurin(file);
        Machine here = fixture.machine();
        Machine arm = new Machine(
                "osx-arm64", "linux-aarch64", here.jdks(), here.modules(), here.processor(), Optional.empty());
        ResolvedEnvironment resolved = new Resolution(new Environments(fixture.environments()), arm, LockMode.LOCKED)
                .select(List.of("t21"), "g")
                .resolved()
                .get(0);
        assertTrue(String.valueOf(resolved.unavailable()).contains("no pins for linux-aarch64"));
    }

    @Test
    void aHostWithOneExactJdkNeedsALockToo() throws IOException {
        fixture.write("exact", "name: exact\nchannels: [host]\ndependencies: [jdk==21.0.12+8]\n");
        assertProblem(
                "exact has no lock", "gradlock lock " + fixture.environments().resolve("exact"), "exact");
    }

    @Test
    void holdsTheJdkAgainstTheLock() throws IOException {
        Path file = fixture.environments().resolve("host/environment.yml");
        EnvironmentLock lock = fixture.locking(Map.of()).resolve(EnvironmentSpecReader.read(file));
        LockFile.write(file.resolveSibling("environment.lock.yml"), lock);
        assertFalse(select("host").isEmpty());

        Path modules = fixture.jdk(17).resolve("lib/modules");
        Files.writeString(modules, "something else");
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> fixture.resolution(LockMode.LOCKED).select(List.of("host"), "g"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        String pinned = Objects.requireNonNull(
                        Objects.requireNonNull(lock.platforms().get("linux-64")).jdk())
                .modulesSha256();
        String found = fixture.machine().modules().of(modules);
        assertTrue(String.valueOf(problem.getMessage()).contains("sha256:" + pinned), problem.getMessage());
        assertTrue(String.valueOf(problem.getMessage()).contains("sha256:" + found), problem.getMessage());

        Files.delete(fixture.jdk(17).resolve("release"));
        assertTrue(String.valueOf(one("host").unavailable()).contains("17.0.15+6 of Debian, is not installed here"));
    }

    private void lockTemurin(Path file) throws IOException {
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.image("eclipse-temurin", "21-jdk-noble", "amd64", "JAVA_VERSION=jdk-21.0.12+8");
            LockFile.write(
                    file.resolveSibling("environment.lock.yml"),
                    fixture.locking(registry.aliasOf("temurin")).resolve(EnvironmentSpecReader.read(file)));
        }
    }

    private ResolvedEnvironment one(String name) {
        return fixture.resolution(LockMode.LOCKED)
                .select(List.of(name), "g")
                .resolved()
                .get(0);
    }

    private List<String> select(String... names) {
        return names(fixture.resolution(LockMode.LOCKED).select(Arrays.asList(names), "g"));
    }

    private static List<String> names(Selection selection) {
        return selection.displayNames();
    }

    private void assertProblem(String message, String hint, String... names) {
        GradlockException problem = assertThrows(GradlockException.class, () -> select(names));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem.hint());
    }
}
