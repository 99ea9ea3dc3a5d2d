package io.github.gradlock.engine.kernel.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the CUDA kernels may see, and who of them sees whom. */
class ArchitectureTests {
    private static final String ROOT = "io.github.gradlock.engine.kernel.cuda";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void enoughClassesWereRead() {
        assertTrue(CLASSES.size() >= 50, () -> "only " + CLASSES.size() + " classes were read");
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
                        "io.github.gradlock.engine.kernel.scalar..",
                        "io.github.gradlock.engine.kernel.vector..")
                .check(CLASSES);
    }

    /** CUDA's own libraries are asked in one place: everything else runs where there are none. */
    @Test
    void onlyGpusSeeJCuda() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".gpu")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jcuda..")
                .check(CLASSES);
    }

    /** PTX is read by what knows nothing of tensors and kernels: files of others are checked by it. */
    @Test
    void readingAndCheckingPtxStandAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".ptx")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".ptx")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".check")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".ptx", ROOT + ".check")
                .check(CLASSES);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("io.github.gradlock.engine.kernel.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
