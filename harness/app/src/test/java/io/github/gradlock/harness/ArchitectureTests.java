package io.github.gradlock.harness;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md that start in this module. */
class ArchitectureTests {
    private static final String HARNESS = "io.github.gradlock.harness";
    private static final int LEAST_CLASSES = 50;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HARNESS);

    @Test
    void enoughClassesWereRead() {
        assertTrue(CLASSES.size() >= LEAST_CLASSES, "only " + CLASSES.size() + " classes were read");
    }

    @Test
    void theHarnessSeesOfTheProjectTheProtocolOnly() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage(HARNESS + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are the harness, the protocol, or not of the project",
                        (JavaClass type) -> !type.getPackageName().startsWith("io.github.gradlock.")
                                || type.getPackageName().startsWith(HARNESS)
                                || type.getPackageName().startsWith("io.github.gradlock.protocol")));
        rule.check(CLASSES);
    }

    @Test
    void comparisonAndReportStartNoProcess() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        HARNESS + ".diff..", HARNESS + ".localise..", HARNESS + ".cause..", HARNESS + ".report..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class, Runtime.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..", HARNESS + ".runtime..")
                .check(CLASSES);
    }

    @Test
    void comparisonAndCausesKnowNoReportAndNoRun() {
        noClasses()
                .that()
                .resideInAnyPackage(HARNESS + ".diff..", HARNESS + ".localise..", HARNESS + ".cause..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        HARNESS + ".report..",
                        HARNESS + ".run..",
                        HARNESS + ".explain..",
                        HARNESS + ".bisect..",
                        HARNESS + ".cli..")
                .check(CLASSES);
    }

    @Test
    void whatMakesPartsKnowsNothingOfRunning() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        HARNESS + ".spec..",
                        HARNESS + ".channel..",
                        HARNESS + ".store..",
                        HARNESS + ".lock..",
                        HARNESS + ".provision..",
                        HARNESS + ".image..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        HARNESS + ".runtime..", HARNESS + ".run..", HARNESS + ".cli..", HARNESS + ".export..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(HARNESS + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HARNESS + ".lock..", HARNESS + ".provision..", HARNESS + ".image..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HARNESS + ".cli..")
                .should()
                .accessTargetWhere(describe("print or exit", (JavaAccess<?> access) -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getTarget().getName();
                    return (owner.equals("java.lang.System")
                                    && (name.equals("out") || name.equals("err") || name.equals("exit")))
                            || (owner.equals("java.lang.Runtime") && (name.equals("exit") || name.equals("halt")));
                }))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(HARNESS + ".cli..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.Console.class)
                .check(CLASSES);
    }
}
