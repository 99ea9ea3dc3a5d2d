package io.github.gradlock.harness.speed;

import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.runtime.host.LineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PyTorch of this machine's Python, where it has one: another build than Bytedeco's, called without Java. */
public final class PythonTorch {
    private static final String SCRIPT = "META-INF/gradlock/speed.py";
    private static final String PYTHON = "python3";
    private static final int FIELDS = 2;

    private final Path script;

    private PythonTorch(Path script) {
        this.script = script;
    }

    /**
     * Writes the script that times rows.
     *
     * @param benchmarks jars of the benchmarks, one of which has it
     * @param folder where to
     */
    public static PythonTorch in(List<Path> benchmarks, Path folder) throws IOException {
        Path script = Files.createDirectories(folder).resolve("speed.py");
        for (Path jar : benchmarks) {
            Optional<byte[]> text = Jars.entry(jar, SCRIPT);
            if (text.isPresent()) {
                Files.write(script, text.get());
            }
        }
        return new PythonTorch(script);
    }

    /** Returns whether this machine has it. */
    public static boolean isThere() throws InterruptedException {
        try {
            return LineProcess.run(program(PYTHON, "-c", "import torch"), List.of(), line -> {})
                            .status()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    /**
     * Times rows.
     *
     * @param rows each as {@code WORK/SIZE/DTYPE}
     * @param seconds for each row
     * @return seconds a run by row; those that the script does not know, or that came after a failure, are not there
     */
    public Map<String, Double> times(List<String> rows, int threads, double seconds)
            throws IOException, InterruptedException {
        Map<String, Double> times = new HashMap<>();
        ProcessBuilder program = program(PYTHON, script.toString(), String.valueOf(threads), String.valueOf(seconds));
        program.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        program.environment().put("MKL_NUM_THREADS", String.valueOf(threads));
        LineProcess.run(program, rows, line -> {
            String[] fields = line.split(" ");
            if (fields.length == FIELDS) {
                times.put(fields[0], Double.parseDouble(fields[1]));
            }
        });
        return times;
    }

    private static ProcessBuilder program(String... command) {
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().keySet().removeAll(SpeedChild.OPENBLAS_HELD_BACK);
        return program;
    }
}
