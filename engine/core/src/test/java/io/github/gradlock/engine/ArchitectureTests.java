package io.github.gradlock.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the engine's packages, and the calls that would make its bits depend on the JVM or on chance. */
class ArchitectureTests {
    private static final String ROOT = "io.github.gradlock.engine.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.gradlock.engine");

    /** What {@link Math} has that IEEE 754 or exact arithmetic fixes; everything else there may differ between JVMs. */
    private static final Set<String> EXACT_MATH = Set.of(
            "abs",
            "max",
            "min",
            "sqrt",
            "fma",
            "floor",
            "ceil",
            "rint",
            "round",
            "signum",
            "copySign",
            "scalb",
            "ulp",
            "nextUp",
            "nextDown",
            "nextAfter",
            "getExponent",
            "addExact",
            "subtractExact",
            "multiplyExact",
            "negateExact",
            "incrementExact",
            "decrementExact",
            "toIntExact",
            "floorDiv",
            "floorMod",
            "multiplyHigh",
            "multiplyFull");

    @Test
    void enoughClassesWereRead() {
        assertTrue(CLASSES.size() >= 40, () -> "only " + CLASSES.size() + " classes were read");
        for (String name : new String[] {"tensor", "kernel", "kernel.scalar", "math", "op"}) {
            assertTrue(
                    CLASSES.stream()
                                    .filter(c -> c.getPackageName().equals(ROOT + name))
                                    .count()
                            >= 3,
                    () -> "too few classes in " + name);
        }
    }

    @Test
    void layersSeeOnlyWhatIsBelowThem() {
        sees("math", "math");
        sees("kernel", "kernel", "tensor");
        sees("kernel.scalar", "kernel.scalar", "kernel", "tensor", "math");
        sees("op", "op", "kernel", "tensor", "math");
        sees("autograd", "autograd", "op", "kernel", "tensor");
        // A tensor knows nothing of the engine; only its fluent interfaces hand on to the ops.
        classes()
                .that(resideInAnyPackage(ROOT + "tensor").and(DescribedPredicate.not(simpleNameEndingWith("Methods"))))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(engineOutside("tensor")))
                .check(CLASSES);
        sees("tensor", "tensor", "op", "autograd");
    }

    private static void sees(String from, String... allowed) {
        classes()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(engineOutside(allowed)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> engineOutside(String... allowed) {
        Set<String> packages =
                Set.copyOf(Arrays.stream(allowed).map(name -> ROOT + name).toList());
        return DescribedPredicate.describe(
                "of the engine outside " + Arrays.toString(allowed),
                type -> type.getPackageName().startsWith("io.github.gradlock.engine")
                        && !packages.contains(type.getPackageName()));
    }

    @Test
    void nothingCallsMathWhereJvmsMayDiffer() {
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a transcendental of java.lang.Math",
                        access -> access.getTargetOwner().isEquivalentTo(Math.class)
                                && !EXACT_MATH.contains(access.getName())))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnChance() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.concurrent\\.atomic\\.(Double|Long)(Adder|Accumulator)")
                .check(CLASSES);
        noClasses()
                .should()
                .accessTargetWhere(hazard(
                        "parallel streams",
                        "parallel",
                        "parallelStream",
                        "parallelPrefix",
                        "parallelSort",
                        "parallelSetAll"))
                .check(CLASSES);
        noClasses()
                .should()
                .accessTargetWhere(hazard("identity", "identityHashCode"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(Stream.of("kernel..", "math..", "tensor..")
                        .map(ROOT::concat)
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(Hash(Map|Set)|IdentityHashMap|Set|Map|Random)|java\\.util\\.concurrent\\.(ConcurrentHashMap|ThreadLocalRandom)")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> hazard(String what, String... methods) {
        Set<String> names = Set.of(methods);
        return DescribedPredicate.describe(
                what,
                access -> access.getTargetOwner().getPackageName().startsWith("java.")
                        && names.contains(access.getName()));
    }
}
