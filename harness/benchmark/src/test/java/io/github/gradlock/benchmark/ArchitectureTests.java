package io.github.gradlock.benchmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The benchmark is a suite as a stranger's would be: it knows the engine and the probe, and nothing of the harness that it measures. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.gradlock.benchmark");

    @Test
    void neverDependsOnTheHarness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.gradlock.harness..")
                .check(CLASSES);
    }

    @Test
    void onlyTheSweepKnowsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.gradlock.benchmark.sweep")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.gradlock.engine..", "io.github.gradlock.suite..")
                .check(CLASSES);
    }

    @Test
    void theHalvesDoNotKnowEachOther() {
        classes()
                .that()
                .resideInAPackage("..benchmark.aside")
                .should()
                .onlyBeAccessed()
                .byAnyPackage("..benchmark.aside")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..benchmark.aside")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..benchmark.known")
                .check(CLASSES);
    }

    @Test
    void theVectorApiIsInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..benchmark.lanes")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(CLASSES);
    }

    @Test
    void theRulesSawTheClasses() {
        assertTrue(CLASSES.size() >= 50, () -> "only " + CLASSES.size() + " classes were read");
    }
}
