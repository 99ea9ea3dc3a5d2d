package io.github.gradlock.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this JVM has the Vector API; asked before {@link LaneArithmetic} is loaded, which cannot be without it. */
final class VectorModule {
    private VectorModule() {}

    /** Skips the case, with the reason, if this JVM was started without the module. */
    static void assumePresent() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "no module jdk.incubator.vector: start the JVM with --add-modules jdk.incubator.vector");
    }

    /** Skips the case, with the reason, if this JDK has no vector math library for compiled code to call. */
    static void assumeMathLibrary() {
        assumePresent();
        Path library = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("jsvml"));
        assumeTrue(Files.exists(library), "this JDK has no vector math library: " + library);
    }
}
