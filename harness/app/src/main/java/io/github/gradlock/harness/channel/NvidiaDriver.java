package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of this machine and its first GPU.
 *
 * @param version of the driver
 * @param gpu its name, or {@code unknown}
 */
public record NvidiaDriver(String version, String gpu) {
    /** The oldest driver on which programs of a CUDA run, by its major version: NVIDIA's table of minor version compatibility. */
    private static final Map<Integer, Integer> LEAST = Map.of(11, 450, 12, 525, 13, 580);

    private static final Pattern VERSION = Pattern.compile("Kernel Module\\s+(?:for \\S+\\s+)?([0-9][0-9.]+)");

    /** Looks at this machine: the kernel's file first, {@code nvidia-smi} where there is none. */
    public static Optional<NvidiaDriver> find() {
        return ofKernel(Path.of("/proc/driver/nvidia")).or(NvidiaDriver::ofTool);
    }

    /**
     * Returns why programs of a CUDA cannot run on it; nothing if they can, or that is not known. Images say it to NVIDIA's runtime, and not every
     * runtime looks.
     *
     * @param cuda its version, {@code 12.8.1}
     */
    public Optional<String> lacks(String cuda) {
        Integer least = LEAST.get(leading(cuda));
        return least == null || leading(version) >= least
                ? Optional.empty()
                : Optional.of("NVIDIA's driver " + version + " is too old for CUDA " + cuda + ": install " + least
                        + " or later");
    }

    private static int leading(String dotted) {
        return Integer.parseInt(dotted.replaceFirst("\\D.*", ""));
    }

    static Optional<NvidiaDriver> ofKernel(Path folder) {
        try {
            Matcher version = VERSION.matcher(Files.readString(folder.resolve("version")));
            if (!version.find()) {
                return Optional.empty();
            }
            return Optional.of(new NvidiaDriver(version.group(1), model(folder.resolve("gpus"))));
        } catch (IOException noDriver) {
            return Optional.empty();
        }
    }

    private static String model(Path gpus) {
        try (var files = Files.find(gpus, 2, (path, attributes) -> path.endsWith("information"))) {
            Path first = files.sorted().findFirst().orElse(null);
            if (first != null) {
                return Files.readAllLines(first).stream()
                        .filter(line -> line.startsWith("Model:"))
                        .map(line -> line.substring("Model:".length()).strip())
                        .findFirst()
                        .orElse("unknown");
            }
        } catch (IOException untold) {
            return "unknown";
        }
        return "unknown";
    }

    private static Optional<NvidiaDriver> ofTool() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=driver_version,name", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String line = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            String[] fields = line.lines().findFirst().orElse("").split(",", 2);
            return process.exitValue() == 0 && fields.length == 2 && fields[0].matches("[0-9][0-9.]+")
                    ? Optional.of(new NvidiaDriver(fields[0].strip(), fields[1].strip()))
                    : Optional.empty();
        } catch (IOException noTool) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
