package io.github.gradlock.harness.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.StressProfile.Setting;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StressProfileTests {
    private static final JdkRelease RELEASE = new JdkRelease("17.0.15+6", List.of("java.base"));

    @Test
    void profilesHaveNamesOfTheirOwnAndTheFirstIsPlain() {
        List<StressProfile> profiles = profiles(Map.of(), List.of());

        assertEquals("plain", profiles.get(0).name());
        assertTrue(profiles.get(0).options().isEmpty());
        assertEquals(
                profiles.size(),
                new HashSet<>(profiles.stream().map(StressProfile::name).toList()).size());
        assertEquals(
                new TreeSet<>(Set.of(Setting.values())),
                profiles.stream().map(StressProfile::setting).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', -XX:ActiveProcessorCount=3, THREADS",
        "'', -Dgradlock.threads=3, THREADS",
        "threads, '', THREADS",
        "jit, '', COMPILER",
        "'', -Xint, COMPILER",
        "'', -XX:+UseSerialGC, COLLECTOR",
        "'', -Xmn10m, COLLECTOR",
        "'', -XX:hashCode=2, HASH",
        "'', -XX:+UseCompressedOops, LAYOUT",
    })
    void whatAnEnvironmentPinsIsNotVaried(String factor, String option, Setting pinned) {
        Map<String, String> factors = factor.isEmpty() ? Map.of() : Map.of(factor, factor.equals("jit") ? "int" : "2");
        List<StressProfile> profiles = profiles(factors, option.isEmpty() ? List.of() : List.of(option));

        assertTrue(profiles.stream().noneMatch(profile -> profile.setting() == pinned), profiles::toString);
        assertEquals(
                profiles(Map.of(), List.of()).stream()
                        .filter(profile -> profile.setting() != pinned)
                        .toList(),
                profiles);
    }

    @Test
    void theEnvironmentsOwnOptionsComeLastAndItsProcessKnowsItsProfile() {
        StressProfile profile = named("serial-gc");
        ResolvedEnvironment environment = TinySuite.host(Duration.ofMinutes(1), Map.of("threads", "2"));
        List<String> options = JvmOptions.of(environment.spec(), environment.variant(), RELEASE, "/somewhere", profile);

        assertTrue(options.contains("-Dgradlock.stress=serial-gc"), options::toString);
        assertTrue(options.indexOf("-XX:+UseSerialGC") < options.indexOf("-XX:ActiveProcessorCount=2"));
        List<String> plain = JvmOptions.of(environment.spec(), environment.variant(), RELEASE, "/somewhere");
        assertFalse(plain.stream().anyMatch(option -> option.contains("stress")), plain::toString);
    }

    /** Every JDK of this machine: CI has 17, 21 and 25. */
    @Test
    @Tag("host")
    void everyJdkTakesEveryProfile() throws Exception {
        List<Path> launchers = launchers();
        assertFalse(launchers.isEmpty());
        ResolvedEnvironment environment = TinySuite.host(Duration.ofMinutes(1), Map.of());
        for (Path java : launchers) {
            for (StressProfile profile : profiles(Map.of(), List.of())) {
                List<String> command = new ArrayList<>(List.of(java.toString()));
                command.addAll(JvmOptions.of(
                        environment.spec(),
                        environment.variant(),
                        RELEASE,
                        System.getProperty("java.io.tmpdir", ""),
                        profile));
                command.add("-version");
                ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
                builder.environment().putAll(profile.variables());
                Process process = builder.start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), command::toString);
                assertEquals(0, process.exitValue(), () -> command + "\n" + output);
                assertFalse(output.toLowerCase(Locale.ROOT).contains("warning"), () -> command + "\n" + output);
            }
        }
    }

    @Test
    void theLoadEndsWhenItIsClosed() {
        ProcessorLoad load = ProcessorLoad.start(2);
        assertEquals(2, load.busy());
        load.close();
        assertEquals(0, load.busy());
    }

    private static List<Path> launchers() throws Exception {
        Set<Path> homes =
                new TreeSet<>(Set.of(Path.of(System.getProperty("java.home")).toRealPath()));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> folders = Files.list(installed)) {
                for (Path folder : folders.toList()) {
                    homes.add(folder.toRealPath());
                }
            }
        }
        return homes.stream()
                .map(home -> home.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .toList();
    }

    private static StressProfile named(String name) {
        return profiles(Map.of(), List.of()).stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<StressProfile> profiles(Map<String, String> factors, List<String> jvm) {
        EnvironmentSpec spec = TinySuite.host(Duration.ofMinutes(1), factors).spec();
        return StressProfile.of(
                new EnvironmentSpec(
                        spec.file(),
                        spec.name(),
                        spec.channels(),
                        spec.dependencies(),
                        spec.variables(),
                        spec.platforms(),
                        spec.runtime(),
                        spec.engine(),
                        spec.gpu(),
                        jvm,
                        spec.limits(),
                        spec.variants(),
                        spec.eachInstalledJdk(),
                        spec.hash(),
                        spec.warnings()),
                new Variant(factors),
                TinySuite.TESTS);
    }
}
