package io.github.gradlock.recorder.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code gradlock run} is asked for: the same for all classes of a suite with the same attributes.
 *
 * @param suite jar or classes folder of the tests
 * @param options of {@code gradlock run}, without those of suite, class path and output
 * @param environments names; none for those of the matrix
 */
record MatrixRequest(Path suite, List<String> options, List<String> environments) {
    MatrixRequest {
        options = List.copyOf(options);
        environments = List.copyOf(environments);
    }

    static MatrixRequest of(Class<?> type, EnvironmentMatrix matrix) {
        List<String> options = new ArrayList<>(List.of("--tag", EnvironmentMatrix.TAG));
        if (!matrix.directory().isEmpty()) {
            options.addAll(List.of("--environments", matrix.directory()));
        }
        if (matrix.iterations() != 0) {
            options.addAll(List.of("--iterations", String.valueOf(matrix.iterations())));
        }
        if (matrix.restarts() != 0) {
            options.addAll(List.of("--restarts", String.valueOf(matrix.restarts())));
        }
        for (String required : matrix.require()) {
            options.addAll(List.of("--require", required));
        }
        for (String policy : matrix.policy()) {
            options.addAll(List.of("--policy", policy));
        }
        options.addAll(List.of(matrix.options()));
        return new MatrixRequest(TestClassPath.of(type), options, List.of(matrix.environments()));
    }
}
