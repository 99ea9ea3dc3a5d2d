package io.github.gradlock.notebook;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The kernel knows Jupyter, JShell and charts, and nothing of the engine, which is on its class path. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.gradlock.notebook");

    @Test
    void dependsOnTheJdkJupyterAndChartsAlone() {
        classes()
                .that(alwaysTrue())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.gradlock.notebook",
                        "java..",
                        "jdk.jshell..",
                        "org.dflib.jjava..",
                        "org.knowm.xchart..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theRuleSawTheClasses() {
        assertTrue(CLASSES.size() >= 8, () -> "only " + CLASSES.size() + " classes were read");
    }
}
