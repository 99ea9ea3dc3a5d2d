package io.github.gradlock.probe;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The probe runs suites of any engine: of gradlock it knows the protocol and the recorder alone. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.gradlock.probe");

    @Test
    void dependsOnProtocolRecorderAndJUnitAlone() {
        classes()
                .that(alwaysTrue())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.gradlock.probe",
                        "io.github.gradlock.protocol",
                        "io.github.gradlock.recorder",
                        "java..",
                        "javax.xml.stream",
                        "org.junit..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theRuleSawTheClasses() {
        assertTrue(CLASSES.size() >= 20, () -> "only " + CLASSES.size() + " classes were read");
    }
}
