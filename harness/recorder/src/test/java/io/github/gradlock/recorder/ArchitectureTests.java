package io.github.gradlock.recorder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The recorder lands on the class path of tests that are not ours: it brings the protocol, and they have JUnit. */
class ArchitectureTests {
    private static final String RECORDER = "io.github.gradlock.recorder";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(RECORDER);

    @Test
    void dependsOnProtocolAndJUnitsInterfaceAlone() {
        classes()
                .that()
                .resideOutsideOfPackage(RECORDER + ".adapter")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        RECORDER + "..",
                        "io.github.gradlock.protocol",
                        "java..",
                        "org.junit.jupiter.api..",
                        "org.junit.platform.commons..",
                        "org.opentest4j",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void librariesAreKnownToTheirAdaptersAlone() {
        classes()
                .that()
                .resideInAPackage(RECORDER + ".adapter")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        RECORDER,
                        RECORDER + ".adapter",
                        "io.github.gradlock.protocol",
                        "io.github.gradlock.engine.tensor",
                        "ai.djl.ndarray..",
                        "org.nd4j.linalg.api..",
                        "java..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theRuleSawTheClasses() {
        assertTrue(CLASSES.size() >= 10, () -> "only " + CLASSES.size() + " classes were read");
    }
}
