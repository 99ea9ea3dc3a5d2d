package io.github.gradlock.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The protocol lands on the class path of suites that are not ours: it must bring nothing with it. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.gradlock.protocol");

    @Test
    void dependsOnTheJdkAlone() {
        classes()
                .that(alwaysTrue())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.github.gradlock.protocol", "java..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theRuleSawTheClasses() {
        assertTrue(CLASSES.size() >= 30, () -> "only " + CLASSES.size() + " classes were read");
    }
}
