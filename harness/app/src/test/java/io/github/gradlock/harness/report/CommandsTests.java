package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.Policies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandsTests {
    private static final BundleFixture.Value ONE = BundleFixture.floats("x", 1);
    private static final BundleFixture.Value TWO = BundleFixture.floats("x", 2);

    @Test
    void theDefaultsAreNotSaid() throws IOException {
        assertEquals(
                List.of(
                        "gradlock run --select c a b",
                        "gradlock compare bundles/a.glb bundles/b.glb --case c",
                        "gradlock explain bundles/a.glb bundles/b.glb --case c",
                        "gradlock bisect a b --case c"),
                commands(new BundleFixture("a").with("c", ONE), new BundleFixture("b").with("c", TWO)));
    }

    @Test
    void anotherSuiteAndSeedAreNamed() throws IOException {
        assertEquals(
                List.of(
                        "gradlock run --suite faults --seed 7 --select c a b",
                        "gradlock compare bundles/a.glb bundles/b.glb --case c",
                        "gradlock explain --seed 7 bundles/a.glb bundles/b.glb --case c",
                        "gradlock bisect --suite faults --seed 7 a b --case c"),
                commands(other("a").with("c", ONE), other("b").with("c", TWO)));
        assertEquals(
                List.of("gradlock run --suite faults --seed 7 --select c --iterations 10 --restarts 5 a"),
                commands(other("a").with("c", ONE).again("c", 0, 1, TWO)));
    }

    @Test
    void aSuiteOfOnesOwnIsNamedByItsPlaceWhereThatIsKnown() throws IOException {
        BundleFixture[] bundles = {
            new BundleFixture("a").suite("t").with("c", ONE),
            new BundleFixture("b").suite("t").with("c", TWO)
        };
        assertEquals(
                "gradlock run --suite PATH/TO/t --select c a b",
                commands(bundles).get(0));
        assertEquals(
                "gradlock explain --suite PATH/TO/t bundles/a.glb bundles/b.glb --case c",
                commands(bundles).get(2));
        Report known =
                ReportFixture.report(Policies.BITWISE, List.of(), bundles).withSuite(" --suite my/t.jar --seed 7");
        assertEquals(
                "gradlock bisect --suite my/t.jar --seed 7 a b --case c",
                commands(known).get(3));
        assertEquals(
                "gradlock explain --suite my/t.jar --seed 7 bundles/a.glb bundles/b.glb --case c",
                commands(known).get(2));
    }

    @Test
    void ofManyThoseThatWereMadeMostAlikeAreTaken() throws IOException {
        BundleFixture[] bundles = {
            new BundleFixture("debian").variant("debian", Map.of()).with("c", ONE),
            new BundleFixture("host[threads=1]")
                    .variant("host", Map.of("threads", "1"))
                    .with("c", ONE),
            new BundleFixture("host[jit=c1,threads=2]")
                    .variant("host", Map.of("jit", "c1", "threads", "2"))
                    .with("c", TWO),
            new BundleFixture("host[threads=2]")
                    .variant("host", Map.of("threads", "2"))
                    .with("c", TWO)
        };
        assertEquals(
                "gradlock run --select c 'host[threads=1]' 'host[threads=2]'",
                commands(bundles).get(0));
    }

    private static BundleFixture other(String name) {
        return new BundleFixture(name).suite("faults").provenance("run.seed", "7");
    }

    private static List<String> commands(BundleFixture... bundles) throws IOException {
        return commands(ReportFixture.report(Policies.BITWISE, List.of(), bundles));
    }

    private static List<String> commands(Report report) {
        return new Commands(report)
                .of(report.comparison().cases().get(0)).stream()
                        .map(command -> command.replace('\\', '/'))
                        .toList();
    }
}
