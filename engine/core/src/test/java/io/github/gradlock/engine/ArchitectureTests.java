package io.github.gradlock.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.gradlock.engine.tensor.Device;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
        for (String name : new String[] {
            "tensor", "kernel", "kernel.scalar", "math", "op", "linalg", "autograd", "nn", "optim", "gradcheck"
        }) {
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
        sees("linalg", "linalg", "op", "kernel", "tensor");
        sees("autograd", "autograd", "op", "kernel", "tensor");
        sees("nn", "nn", "linalg", "op", "autograd", "kernel", "tensor");
        sees("optim", "optim", "op", "autograd", "kernel", "tensor");
        sees("gradcheck", "gradcheck", "linalg", "op", "autograd", "kernel", "tensor");
        // Models are exchanged as safetensors, which the harness's contract reads and writes already.
        noClasses()
                .that()
                .resideInAPackage(ROOT.substring(0, ROOT.length() - 1) + "..")
                .and()
                .haveNameNotMatching(".*\\.nn\\.Safetensors(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.gradlock.protocol..")
                .check(CLASSES);
        // A tensor knows nothing of the engine; only its fluent interfaces, and the factories, which ask for the device
        // and
        // for random numbers, hand on to the ops.
        classes()
                .that(resideInAnyPackage(ROOT + "tensor")
                        .and(DescribedPredicate.not(simpleNameEndingWith("Methods")))
                        .and(DescribedPredicate.not(simpleName("Tensors"))))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(engineOutside("tensor")))
                .check(CLASSES);
        sees("tensor", "tensor", "op", "linalg", "autograd");
    }

    /** What they compute with lies beside their inputs: the default device is the business of factories, and of who calls them. */
    @Test
    void opsMakeTensorsBesideTheirInputs() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "op", ROOT + "linalg", ROOT + "autograd")
                        .and(DescribedPredicate.not(simpleName("Beside"))))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a factory on the default device",
                        access -> access.getTargetOwner().isEquivalentTo(Tensors.class)
                                && !access.getName().endsWith("Like")
                                && access instanceof JavaMethodCall call
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Device.class))))
                .check(CLASSES);
    }

    private static void sees(String from, String... allowed) {
        classes()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(engineOutside(allowed)))
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
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(util\\.(Random|SplittableRandom|UUID)|util\\.random\\..*|time\\..*"
                        + "|security\\.SecureRandom|util\\.concurrent\\.ThreadLocalRandom)")
                .check(CLASSES);
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "Math.random",
                        access -> access.getTargetOwner().isEquivalentTo(Math.class)
                                && access.getName().equals("random")))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTime() {
        // FusedMultiplyAdd measures which of two ways to the same bits is the faster one.
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "math.FusedMultiplyAdd")
                .should()
                .accessTargetWhere(hazard("the clock", "nanoTime", "currentTimeMillis"))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheOrderOfHashes() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("kernel..", "math..", "tensor.."))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Set|Map)")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(HashMap|HashSet|concurrent\\.ConcurrentHashMap)")
                .check(CLASSES);
        // Autograd looks nodes up by identity; that never shows as long as nothing walks through what it keeps.
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "autograd")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.IdentityHashMap")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(packages("autograd", "op", "linalg"))
                .should()
                .accessTargetWhere(walk())
                .check(CLASSES);
        // Map.of with more than one entry has an order of its own in each process, until a TreeMap sorts it.
        noCodeUnits()
                .that(DescribedPredicate.describe(
                        "do not sort",
                        unit -> unit.getConstructorCallsFromSelf().stream()
                                .noneMatch(call -> call.getTargetOwner().isEquivalentTo(TreeMap.class))))
                .should(callSalted())
                .check(CLASSES);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(ROOT::concat).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaAccess<?>> walk() {
        Set<String> walks = Set.of(
                "iterator", "forEach", "keySet", "values", "entrySet", "stream", "toArray", "replaceAll", "removeIf");
        return DescribedPredicate.describe(
                "a walk through a set or map, other than a sorted one",
                access -> !access.getTargetOwner().isAssignableTo(SortedMap.class)
                        && !access.getTargetOwner().isAssignableTo(SortedSet.class)
                        && (access.getTargetOwner().isAssignableTo(Set.class)
                                || access.getTargetOwner().isAssignableTo(Map.class))
                        && walks.contains(access.getName()));
    }

    private static ArchCondition<JavaCodeUnit> callSalted() {
        return new ArchCondition<>("make a set or map whose order is drawn at start") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                for (JavaMethodCall call : unit.getMethodCallsFromSelf()) {
                    boolean set = call.getTargetOwner().isEquivalentTo(Set.class);
                    boolean map = call.getTargetOwner().isEquivalentTo(Map.class);
                    int several = set ? 2 : 4;
                    boolean salted = call.getName().equals("copyOf")
                            || call.getName().equals("ofEntries")
                            || call.getName().equals("of")
                                    && (call.getTarget().getRawParameterTypes().size() >= several
                                            || call.getTarget().getRawParameterTypes().stream()
                                                    .anyMatch(JavaClass::isArray));
                    if ((set || map) && salted) {
                        events.add(SimpleConditionEvent.satisfied(unit, call.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> hazard(String what, String... methods) {
        Set<String> names = Set.of(methods);
        return DescribedPredicate.describe(
                what,
                access -> access.getTargetOwner().getPackageName().startsWith("java.")
                        && names.contains(access.getName()));
    }
}
