package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A stand-in for the probe in a jar, and environments to run it in: so that runtimes are tested without suite and probe. */
public final class TinySuite {
    /** No tests at all, where only their kind counts. */
    public static final TestProgram TESTS = new TestProgram(List.of(), List.of());

    private TinySuite() {}

    /** Compiles the stand-in and packs it. */
    public static Path jar(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source")).resolve("Main.java");
        try (InputStream in = Objects.requireNonNull(TinySuite.class.getResourceAsStream("/tiny-suite/Main.java"))) {
            Files.write(source, in.readAllBytes());
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("javac answered " + result);
        }
        Path jar = folder.resolve("tiny.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    /** A job; the name of the suite says how it behaves. */
    public static SuiteJob job(String suite, Path jar) {
        return new SuiteJob(
                suite, new TestProgram(List.of(jar), List.of(jar)), 2, 7, List.of(), List.of(), TraceRequest.PLAIN);
    }

    /** An environment on this JDK. */
    public static ResolvedEnvironment host(Duration timeout, Map<String, String> factors) {
        return environment(
                RuntimeKind.HOST,
                new Limits(512L << 20, 1, 128, timeout),
                factors,
                new PlatformLock(null, null, List.of()),
                Path.of(System.getProperty("java.home")));
    }

    /** An environment in an image. */
    public static ResolvedEnvironment container(PlatformLock pins, Limits limits, String... jvm) {
        return environment(RuntimeKind.CONTAINER, limits, Map.of(), pins, null, jvm);
    }

    private static ResolvedEnvironment environment(
            RuntimeKind kind,
            Limits limits,
            Map<String, String> factors,
            PlatformLock pins,
            @Nullable Path javaHome,
            String... jvm) {
        Variant variant = new Variant(factors);
        EnvironmentSpec spec = new EnvironmentSpec(
                Path.of("tiny", "environment.yml"),
                "tiny",
                List.of(),
                List.of(),
                Map.of("GREETING", "hello"),
                List.of("linux-64"),
                kind,
                null,
                Gpu.NONE,
                List.of(jvm),
                limits,
                List.of(variant),
                false,
                "v1:0",
                List.of());
        EnvironmentLock lock = new EnvironmentLock("tiny", "v1:0", Map.of("linux-64", pins), "0");
        return new ResolvedEnvironment(spec, variant, lock, pins, javaHome, null);
    }
}
