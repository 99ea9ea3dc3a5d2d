package io.github.gradlock.engine.kernel.vector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the kernels may see, and the vector operations whose bits no specification fixes. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.gradlock.engine.kernel.vector");

    /** Functions of {@code VectorOperators} that call a mathematical library, whose bits depend on the JIT compiler and the CPU. */
    private static final List<String> BANNED = List.of(
            "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH",
            "COSH", "TANH", "CBRT", "HYPOT", "POW");

    @Test
    void enoughClassesWereRead() {
        assertTrue(CLASSES.size() >= 10, () -> "only " + CLASSES.size() + " classes were read");
    }

    @Test
    void kernelsSeeNoOperationsAndNoOtherProvider() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.gradlock.engine.op..",
                        "io.github.gradlock.engine.autograd..",
                        "io.github.gradlock.engine.linalg..",
                        "io.github.gradlock.engine.nn..",
                        "io.github.gradlock.engine.kernel.scalar..")
                .check(CLASSES);
    }

    @Test
    void strictKernelsDoNotKnowThoseThatAreNot() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Fast")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("Fast")
                .check(CLASSES);
    }

    @Test
    void nothingIsReducedInAnOrderOfTheCpus() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Fast")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a vector operation whose bits are not fixed",
                        access -> access.getTargetOwner().getPackageName().equals("jdk.incubator.vector")
                                && (access.getName().startsWith("reduceLanes")
                                        || BANNED.contains(access.getName().toUpperCase(Locale.ROOT)))))
                .check(CLASSES);
    }
}
