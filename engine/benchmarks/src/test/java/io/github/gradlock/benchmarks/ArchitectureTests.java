package io.github.gradlock.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md that start in this module. */
class ArchitectureTests {
    private static final String BENCHMARKS = "io.github.gradlock.benchmarks";
    private static final int LEAST_CLASSES = 25;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BENCHMARKS);

    @Test
    void theBenchmarksSeeOfTheProjectTheEngineOnly() {
        assertTrue(CLASSES.size() >= LEAST_CLASSES, "only " + CLASSES.size() + " classes were read");
        classes()
                .that()
                .resideInAPackage(BENCHMARKS + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are the benchmarks, the engine, or not of the project",
                        (JavaClass type) -> !type.getPackageName().startsWith("io.github.gradlock.")
                                || type.getPackageName().startsWith(BENCHMARKS)
                                || type.getPackageName().startsWith("io.github.gradlock.engine")))
                .check(CLASSES);
    }
}
