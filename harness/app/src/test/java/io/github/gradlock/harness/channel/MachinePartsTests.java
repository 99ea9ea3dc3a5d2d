package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platform, processor, driver and engine, each read from what a machine would offer. */
class MachinePartsTests {
    @TempDir
    Path folder;

    @Test
    void namesPlatformsAsConda() {
        assertEquals("linux-64", Platform.of("Linux", "amd64"));
        assertEquals("linux-aarch64", Platform.of("Linux", "aarch64"));
        assertEquals("linux-riscv64", Platform.of("Linux", "riscv64"));
        assertEquals("osx-arm64", Platform.of("Mac OS X", "aarch64"));
        assertEquals("win-64", Platform.of("Windows 11", "amd64"));
        assertEquals(Optional.of("arm64"), Platform.imageArchitecture("linux-aarch64"));
        assertEquals(Optional.empty(), Platform.imageArchitecture("osx-64"));
    }

    @Test
    void readsTheProcessor() throws IOException {
        Path cpuinfo = Files.writeString(
                folder.resolve("cpuinfo"), "processor : 0\nmodel name\t: A CPU\nflags\t\t: fpu fma avx avx2\n\n");
        Processor processor = Processor.of(cpuinfo, "amd64");
        assertEquals("A CPU", processor.model());
        assertEquals(List.of("fma", "avx", "avx2"), processor.tellingFeatures());
        assertEquals(Optional.empty(), processor.lacksAvx(0));
        assertEquals(Optional.empty(), processor.lacksAvx(2));
        assertEquals(Optional.of("this CPU has no avx512f: run it on one that has"), processor.lacksAvx(3));
    }

    @Test
    void knowsThatOnlyIntelHasAvx() {
        Processor processor = Processor.of(folder.resolve("absent"), "aarch64");
        assertFalse(processor.intel());
        assertTrue(processor.lacksAvx(0).orElse("").startsWith("AVX levels are of x86-64 CPUs"));
    }

    @Test
    void readsTheDriverFromTheKernel() throws IOException {
        Files.writeString(
                folder.resolve("version"),
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\n");
        Path gpu = Files.createDirectories(folder.resolve("gpus/0000:01:00.0"));
        Files.writeString(gpu.resolve("information"), "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ: 1\n");
        assertEquals(
                Optional.of(new NvidiaDriver("550.54.15", "NVIDIA H100 80GB HBM3")), NvidiaDriver.ofKernel(folder));
        Files.writeString(
                folder.resolve("version"), "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.1  Release\n");
        assertEquals("570.1", NvidiaDriver.ofKernel(folder).orElseThrow().version());
        assertEquals(Optional.empty(), NvidiaDriver.ofKernel(folder.resolve("absent")));
    }

    @ParameterizedTest
    @CsvSource({
        "525.60.13, 12.8.1, true",
        "550.54.15, 13.0, false",
        "580.10, 13.0, true",
        "470.256.02, 12.2.2, false",
        "450.80.02, 11.8.0, true",
        "1.0, 99.1, true"
    })
    void aDriverMayBeTooOldForACuda(String driver, String cuda, boolean fits) {
        Optional<String> lacks = new NvidiaDriver(driver, "GPU").lacks(cuda);
        assertEquals(fits, lacks.isEmpty());
        lacks.ifPresent(reason -> assertTrue(
                reason.startsWith("NVIDIA's driver " + driver + " is too old for CUDA " + cuda + ": install "),
                reason));
    }

    @Test
    void asksAnEngineForItsVersion() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/version", exchange -> {
            byte[] body = "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String endpoint = "tcp://127.0.0.1:" + server.getAddress().getPort();
        try {
            DockerProbe probe = DockerProbe.of(Map.of("DOCKER_HOST", endpoint), folder);
            assertEquals(new DockerProbe(endpoint, "20.10.24", "1.41", null), probe);
        } finally {
            server.stop(0);
        }
        DockerProbe gone = DockerProbe.of(Map.of("DOCKER_HOST", endpoint), folder);
        assertTrue(String.valueOf(gone.problem()).contains("start the engine"), gone.problem());
        DockerProbe odd = DockerProbe.of(Map.of("DOCKER_HOST", "ssh://host"), folder);
        assertTrue(String.valueOf(odd.problem()).startsWith("cannot be asked from here"), odd.problem());
    }

    @Test
    void whoHasDockerStartsItAndWhoHasNotInstallsIt() throws IOException {
        Path docker = Files.createFile(folder.resolve("docker"));
        assertTrue(docker.toFile().setExecutable(true));
        String path = folder.toString();
        assertTrue(
                DockerProbe.remedy(Map.of("PATH", path)).startsWith("start it"),
                DockerProbe.remedy(Map.of("PATH", path)));
        assertTrue(DockerProbe.remedy(Map.of()).startsWith("install Docker"), DockerProbe.remedy(Map.of()));
    }

    @Test
    void looksForEnginesWhereDockersKindsListen() throws IOException {
        Path rootless = Files.createFile(folder.resolve("docker.sock"));
        Path desktop = Files.createFile(
                Files.createDirectories(folder.resolve(".docker/desktop")).resolve("docker.sock"));

        List<Path> sockets = DockerProbe.sockets(Map.of("XDG_RUNTIME_DIR", folder.toString()), folder);

        assertTrue(sockets.containsAll(List.of(rootless, desktop)), sockets::toString);
    }
}
