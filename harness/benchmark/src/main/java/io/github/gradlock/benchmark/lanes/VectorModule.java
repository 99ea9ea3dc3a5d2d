package io.github.gradlock.benchmark.lanes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What this JVM and its machine have; asked before {@link Lanes} is loaded, which cannot be without the Vector API. */
public final class VectorModule {
    private VectorModule() {}

    /** Skips the case, with the reason, if this JVM was started without the module. */
    public static void assumePresent() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "no module jdk.incubator.vector: start the JVM with --add-modules jdk.incubator.vector");
        assumeX86();
    }

    /** Skips the case, with the reason, if this JDK has no vector math library for compiled code to call. */
    public static void assumeMathLibrary() {
        assumePresent();
        Path library = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("jsvml"));
        assumeTrue(Files.exists(library), "this JDK has no vector math library: " + library);
    }

    /** Skips the case, with the reason, on machines whose vectors and intrinsics no option can change. */
    public static void assumeX86() {
        assumeTrue(
                Set.of("amd64", "x86_64")
                        .contains(System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)),
                "this fault shows on x86-64 only");
    }
}
