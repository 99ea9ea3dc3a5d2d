package io.github.gradlock.site;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The site knows Markdown and nothing of gradlock, whose commands it is given as texts. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.gradlock.site");

    @Test
    void dependsOnTheJdkAndMarkdownAlone() {
        classes()
                .that(alwaysTrue())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.github.gradlock.site", "java..", "org.commonmark..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theRuleSawTheClasses() {
        assertTrue(CLASSES.size() >= 15, () -> "only " + CLASSES.size() + " classes were read");
    }
}
