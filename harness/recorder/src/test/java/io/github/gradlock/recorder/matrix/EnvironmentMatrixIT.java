package io.github.gradlock.recorder.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.recorder.GradientRecorder;
import io.github.gradlock.recorder.MemoryRecorder;
import io.github.gradlock.recorder.RecorderProvider;
import io.github.gradlock.recorder.Recording;
import io.github.gradlock.recorder.matrix.sample.MatrixSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs annotated classes with JUnit's launcher; a script stands in for gradlock, and says what it was asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class EnvironmentMatrixIT {
    private static final String DOCUMENT = """
            {"verdict":"different","environments":[
              {"name":"host[jit=c1]","status":"completed","reason":null},
              {"name":"host[jit=c2]","status":"completed","reason":null},
              {"name":"broken","status":"failed","reason":"it ended with 1"},
              {"name":"gpu","status":"not run","reason":"no NVIDIA driver here"}],
             "results":[
              {"case":"MatrixSample.single","verdict":"divergent","next":"gradlock explain a b","outcomes":[
                {"environment":"host[jit=c1]","outcome":"failed","text":["FAILED  single","  at [0]"]},
                {"environment":"host[jit=c2]","outcome":"passed","text":[]}]},
              {"case":"MatrixSample.many[1]","verdict":"reproducible","next":null,"outcomes":[]},
              {"case":"MatrixSample.many[2]","verdict":"incomplete","next":null,"outcomes":[
                {"environment":"host[jit=c1]","outcome":"skipped","text":["no luck"]}]},
              {"case":"one","verdict":"reproducible","next":null,"outcomes":[]},
              {"case":"MatrixSample.Inner.within","verdict":"reproducible","next":null,"outcomes":[]},
              {"case":"MatrixSample.PlainSample.single","verdict":"reproducible","next":null,"outcomes":[]}]}
            """;

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> verdicts = new TreeMap<>();

    @BeforeEach
    void nothingRanYet() {
        MatrixRuns.forget();
        MatrixSample.EXECUTED.clear();
    }

    @AfterEach
    void asBefore() {
        System.clearProperty(Launcher.PROPERTY);
        Recording.enter(null);
    }

    @Test
    void eachEnvironmentHasEachTestWithItsVerdict() throws Exception {
        launcher("cat <<'END'\n" + DOCUMENT + "END\nexit 1");
        execute(MatrixSample.class);

        String failed = verdict("host[jit=c1]/single(GradientRecorder)");
        assertTrue(failed.startsWith("FAILED: FAILED  single\n  at [0]\n\nhint: gradlock explain a b\n"), failed);
        assertTrue(failed.contains("\nenvironment  host[jit=c1]\nreport  "), failed);
        assertEquals("SUCCESSFUL", verdict("host[jit=c2]/single(GradientRecorder)"));
        assertEquals("SUCCESSFUL", verdict("host[jit=c1]/many(int, GradientRecorder)/[1] value=1"));
        assertEquals("ABORTED: no luck", verdict("host[jit=c1]/many(int, GradientRecorder)/[2] value=2"));
        assertEquals("SUCCESSFUL", verdict("host[jit=c2]/dynamic()/one"));
        String unknown = verdict("host[jit=c2]/dynamic()/two");
        assertTrue(unknown.startsWith("FAILED: no results of case 'two'"), unknown);
        assertEquals("SUCCESSFUL", verdict("host[jit=c1]/Inner/within(GradientRecorder)"));
        assertTrue(verdict("broken/Inner/within(GradientRecorder)")
                .startsWith("FAILED: broken did not come to its end: it ended with 1"));
        assertEquals("ABORTED: gpu cannot run here: no NVIDIA driver here", verdict("gpu/dynamic()/one"));
        assertEquals(
                List.of("before", "factory"), MatrixSample.EXECUTED.subList(0, 2), "no body, and what names tests");
        assertEquals(8, MatrixSample.EXECUTED.size());
    }

    @Test
    void asksOnceForWhatTheAttributesSay() throws Exception {
        launcher("echo run >> '" + folder + "/runs'; cp \"${2#@}\" '" + folder + "/asked'; cat <<'END'\n" + DOCUMENT
                + "END");
        execute(MatrixSample.class);
        execute(MatrixSample.class);

        assertEquals(List.of("run"), Files.readAllLines(folder.resolve("runs")));
        String asked =
                String.join(" ", Files.readAllLines(folder.resolve("asked"))).replace("\"", "");
        Path suite = Path.of("target", "test-classes").toAbsolutePath();
        assertTrue(asked.contains("--suite " + suite + " --classpath "), asked);
        assertFalse(asked.contains(":" + suite + ":"), asked);
        assertTrue(asked.contains("junit-platform-launcher"), asked);
        assertTrue(
                asked.endsWith("--tag gradlock-environment-matrix --iterations 1 --restarts 2 --require all"
                        + " --policy exp*=ulp:1 host"),
                asked);
    }

    @Test
    void executesNothingThatNamesNoTests() throws Exception {
        launcher("cat <<'END'\n" + DOCUMENT + "END");
        execute(MatrixSample.PlainSample.class);

        assertEquals(List.of(), MatrixSample.EXECUTED);
        assertEquals("SUCCESSFUL", verdict("host[jit=c1]/single()"));
    }

    @Test
    void oneResultIsNoComparison() throws Exception {
        launcher("cat <<'END'\n" + DOCUMENT.replaceFirst("\\{\"name\":\"host\\[jit=c2.*\n", "") + "END\nexit 4");
        execute(MatrixSample.PlainSample.class);

        String alone = verdict("host[jit=c1]/single()");
        assertTrue(alone.startsWith("FAILED: nothing was compared: host[jit=c1] alone has results"), alone);
    }

    @Test
    void saysWhatTheRunSaidWhereItHasNoReport() throws Exception {
        launcher("echo 'error: no environment of this name: gpu' >&2; echo '{\"error\":1}'; exit 2");
        execute(MatrixSample.PlainSample.class);

        String failed = String.join("\n", verdicts.values());
        assertTrue(failed.contains("gradlock run ended with 2\n  error: no environment of this name: gpu\n"), failed);
        assertTrue(failed.contains("gradlock.log)"), failed);
    }

    /** None of its tests has results then, in no environment. */
    @Test
    void whatFailedBeforeTheTestsIsToldByEachOfThem() throws Exception {
        launcher("cat <<'END'\n"
                + DOCUMENT.replace("MatrixSample.PlainSample.single", "elsewhere")
                        .replace("\"MatrixSample.single\"", "\"MatrixSample.PlainSample\"")
                + "END\nexit 1");
        execute(MatrixSample.PlainSample.class);

        String failed = verdict("host[jit=c1]/single()");
        assertTrue(failed.startsWith("FAILED: FAILED  single\n  at [0]\n\nhint: gradlock explain a b\n"), failed);
        String passed = verdict("host[jit=c2]/single()");
        assertTrue(passed.startsWith("FAILED: no results of case 'MatrixSample.PlainSample.single'"), passed);
    }

    @Test
    void saysHowGradlockIsFound() {
        System.setProperty(Launcher.PROPERTY, folder.toString());
        execute(MatrixSample.PlainSample.class);

        String failed = String.join("\n", verdicts.values());
        assertTrue(failed.contains("the system property gradlock.launcher names " + folder), failed);
        assertTrue(failed.contains("but a folder\n\nhint: clone gradlock"), failed);
    }

    /** As in gradlock's probe, which takes over recording. */
    @Test
    void insideAnEnvironmentItIsAPlainClass() {
        List<String> ids = new ArrayList<>();
        Recording.enter(new RecorderProvider() {
            @Override
            public GradientRecorder recorder(String uniqueId, String caseId) {
                ids.add(caseId);
                return new MemoryRecorder();
            }

            @Override
            public boolean isSelected(String caseId) {
                return true;
            }
        });
        execute(MatrixSample.class);

        ids.sort(null);
        assertEquals(
                List.of(
                        "MatrixSample.Inner.within",
                        "MatrixSample.many[1]",
                        "MatrixSample.many[2]",
                        "MatrixSample.single"),
                ids);
        assertTrue(MatrixSample.EXECUTED.contains("single"));
    }

    private String verdict(String test) {
        return Objects.requireNonNullElse(verdicts.get(test), "none; there are " + verdicts.keySet());
    }

    private void launcher(String script) throws Exception {
        Path launcher = folder.resolve("gradlock");
        Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(Launcher.PROPERTY, launcher.toString());
    }

    private void execute(Class<?> type) {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(type))
                                .build(),
                        new TreeListener(verdicts));
    }

    /** Notes what becomes of tests, by their names from the class downwards. */
    private static final class TreeListener implements TestExecutionListener {
        private final Map<String, String> verdicts;
        private final Map<String, String> paths = new TreeMap<>();

        TreeListener(Map<String, String> verdicts) {
            this.verdicts = verdicts;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            String above = test.getParentId().map(paths::get).orElse("");
            boolean top = !test.getUniqueId().contains("/[class-template-invocation:");
            paths.put(test.getUniqueId(), top ? "" : above + (above.isEmpty() ? "" : "/") + test.getDisplayName());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                String why = result.getThrowable()
                        .map(problem -> ": " + problem.getMessage())
                        .orElse("");
                verdicts.put(String.valueOf(paths.get(test.getUniqueId())), result.getStatus() + why);
            }
        }
    }
}
