import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import jcuda.CudaException;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;

/**
 * Compiles CUDA sources to PTX by NVRTC, as the contract of bits wants them: ci/compile-ptx calls it.
 *
 * <p>{@code java -cp JCUDA ci/CompilePtx.java SOURCES TARGET ARCHITECTURE}: every {@code .cu} of a folder, whose {@code .cuh} are its headers, into another one.
 */
final class CompilePtx {
  /** A failed step of a program, whose log was printed. */
  private static final int FAILED = 1;

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path sources = Path.of(arguments[0]);
    Path target = Files.createDirectories(Path.of(arguments[1]));
    JNvrtc.setExceptionsEnabled(true);
    int[] major = new int[1];
    int[] minor = new int[1];
    JNvrtc.nvrtcVersion(major, minor);
    System.out.printf("NVRTC %d.%d, %s%n", major[0], minor[0], arguments[2]);
    List<Path> headers = files(sources, ".cuh");
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Path header : headers) {
      names.add(header.getFileName().toString());
      texts.add(Files.readString(header));
    }
    for (Path source : files(sources, ".cu")) {
      String name = source.getFileName().toString();
      nvrtcProgram program = new nvrtcProgram();
      JNvrtc.nvrtcCreateProgram(
          program, Files.readString(source), name, names.size(), texts.toArray(String[]::new), names.toArray(String[]::new));
      // Division and root are rounded correctly, and nothing is flushed to zero, unless it is asked for.
      String[] options = {
        "--gpu-architecture=" + arguments[2], "--fmad=false", "--std=c++17", "--device-as-default-execution-space", "--diag-suppress=39,177"
      };
      try {
        JNvrtc.nvrtcCompileProgram(program, options.length, options);
      } catch (CudaException problem) {
        String[] log = new String[1];
        JNvrtc.nvrtcGetProgramLog(program, log);
        System.err.println(log[0]);
        System.exit(FAILED);
      }
      String[] ptx = new String[1];
      JNvrtc.nvrtcGetPTX(program, ptx);
      JNvrtc.nvrtcDestroyProgram(program);
      // What C ends a text with.
      Files.writeString(target.resolve(name.replaceFirst("\\.cu$", ".ptx")), ptx[0].replaceAll("\0+$", ""));
    }
    Files.writeString(target.resolve("sources.sha256"), hash(sources) + "\n");
  }

  /** Returns a hash of all sources, by which a test finds that PTX is not of these any more. */
  private static String hash(Path sources) throws IOException, NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (String suffix : List.of(".cu", ".cuh")) {
      for (Path file : files(sources, suffix)) {
        hash.update((file.getFileName() + "\n" + Files.readString(file)).getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
