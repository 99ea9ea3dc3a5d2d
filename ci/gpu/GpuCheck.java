import io.github.gradlock.engine.kernel.KernelProvider;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Manifest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ci/gpu-check does on a machine: the suite by the kernels of the CPU and of the device, again and again, whose digests have to be the same; the kernels' own
 * tests; and how fast they are. Each in a process of its own.
 *
 * <p>{@code java -cp LIB/* GpuCheck FOLDER KERNELS TAG REPETITIONS}: FOLDER gets bundles and {@code table.md}.
 */
final class GpuCheck {
  private static final String PROBE = "io.github.gradlock.probe.Main";
  private static final List<String> TESTS = List.of("io.github.gradlock.engine.kernel.cuda.CudaContractTests", "io.github.gradlock.engine.kernel.cuda.CudaKernelsTests");

  private static final int MISSING = 3;

  private final Path folder;
  private final String kernels;
  private final String tag;
  private final List<String> table = new ArrayList<>();
  private boolean failed;

  private GpuCheck(Path folder, String kernels, String tag) {
    this.folder = folder;
    this.kernels = kernels;
    this.tag = tag;
  }

  public static void main(String[] arguments) throws Exception {
    for (KernelProvider provider : Providers.installed()) {
      String reason = provider.name().equals(arguments[1]) ? provider.unusableReason() : null;
      if (reason != null) {
        System.err.println("error: kernels '" + arguments[1] + "' cannot be used here: " + reason + "\n\nhint: ci/gpu-check --emulated needs no GPU");
        System.exit(MISSING);
      }
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    GpuCheck check = new GpuCheck(folder, arguments[1], arguments[2]);
    try {
      check.suite(Integer.parseInt(arguments[3]));
      check.tests();
      check.speed();
    } catch (IllegalStateException problem) {
      check.failed = true;
      check.say("error: " + problem.getMessage());
    }
    Files.write(folder.resolve("table.md"), check.table);
    System.out.println(check.failed ? "Not as it should be; " + folder + " has the details." : "All bits are those of the CPU; " + folder + " has bundles and table.md.");
    System.exit(check.failed ? 1 : 0);
  }

  private void say(String line) {
    table.add(line);
    System.out.println(line);
  }

  private void suite(int repetitions) throws Exception {
    Manifest cpu = run("cpu", "scalar");
    say("| run | cases | seconds | results digest | |");
    say("|---|---|---|---|---|");
    line("CPU, the reference", cpu, cpu);
    Manifest first = null;
    for (int i = 0; i <= repetitions; i++) {
      Manifest device = run("device-" + i, kernels);
      line(kernels + (i == 0 ? "" : ", again " + i), device, cpu);
      first = first == null ? device : first;
      if (i > 0) {
        // One of them stands for all that have its digest.
        if (device.resultsDigest().equals(first.resultsDigest())) delete(folder.resolve("device-" + i + ".glb"));
      }
    }
    say("");
    first.provenance().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("engine.") || entry.getKey().startsWith("jdk.v") || entry.getKey().startsWith("cpu.model"))
        .forEach(entry -> say("- " + entry.getKey() + ": " + entry.getValue()));
    say("");
    if (!first.resultsDigest().equals(cpu.resultsDigest())) differing(folder.resolve("cpu.glb"), folder.resolve("device-0.glb"));
  }

  private void line(String name, Manifest manifest, Manifest reference) {
    boolean same = manifest.resultsDigest().equals(reference.resultsDigest());
    failed |= !same || !manifest.complete();
    double seconds = java.time.Duration.between(java.time.Instant.parse(manifest.start()), java.time.Instant.parse(manifest.end())).toMillis() / 1000.0;
    say("| %s | %d | %.1f | %s… | %s |".formatted(name, manifest.counts().cases(), seconds, manifest.resultsDigest().substring(0, 12), same ? "the same bits" : "**other bits**"));
  }

  /** Names the first cases that have other bits. */
  private void differing(Path left, Path right) throws IOException {
    try (Bundle a = Bundles.open(left);
        Bundle b = Bundles.open(right)) {
      Map<String, String> others = new TreeMap<>(b.caseDigests());
      List<String> cases = new ArrayList<>();
      a.caseDigests().forEach((id, digest) -> {
        if (!digest.equals(others.get(id))) cases.add(id);
      });
      say(cases.size() + " cases have other bits: " + cases.stream().limit(20).collect(Collectors.joining(", ")) + "; gradlock compare says how they differ");
    }
  }

  private Manifest run(String name, String provider) throws Exception {
    Path session = folder.resolve(name + ".session");
    delete(session);
    List<String> words = new ArrayList<>(List.of("-Dgradlock.kernels=" + provider, PROBE, "--session", session.toString(), "--suite", "gradients"));
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (jar.contains("gradlock-engine-suite")) words.addAll(List.of("--scan", jar));
    }
    words.addAll(List.of("--iterations", "1", "--seed", "0", "--restart", "0", "--no-trace"));
    if (!tag.isEmpty()) words.addAll(List.of("--tag", tag));
    int status = java(folder.resolve(name + ".log"), words);
    if (status != 0) throw new IllegalStateException("the suite on " + provider + " ended with " + status + ": " + folder.resolve(name + ".log") + " says why");
    Path bundle = folder.resolve(name + ".glb");
    delete(bundle);
    Manifest manifest = BundleWriter.join(List.of(session), new Manifest.Identity(name, Map.of("kernels", provider), null, null, null), "gradients", "0".repeat(64), bundle, true);
    delete(session);
    return manifest;
  }

  private void tests() throws Exception {
    int status = java(folder.resolve("tests.log"), Stream.concat(Stream.of("-Dgradlock.test.device=" + kernels, "RunTests"), TESTS.stream()).toList());
    failed |= status != 0;
    List<String> lines = Files.readAllLines(folder.resolve("tests.log"));
    say("Kernels' own tests, with random and hard inputs: " + (lines.isEmpty() ? "nothing was said" : lines.get(lines.size() - 1)) + (status == 0 ? "" : " **failed**"));
    say("");
  }

  private void speed() throws Exception {
    int status = java(folder.resolve("speed.log"), List.of("-Dgradlock.kernels=" + kernels, "GpuSpeed", tag.isEmpty() ? "whole" : "small"));
    failed |= status != 0;
    Files.readAllLines(folder.resolve("speed.log")).stream().filter(line -> line.startsWith("|")).forEach(this::say);
    if (status != 0) say("the measurement ended with " + status + ": " + folder.resolve("speed.log") + " says why");
  }

  private static int java(Path log, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx4g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(words);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) return;
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }
}
