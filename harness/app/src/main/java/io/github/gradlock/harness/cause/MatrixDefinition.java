package io.github.gradlock.harness.cause;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What factors, inverses, determinants and solutions of small matrices are, in many digits.
 *
 * <p>A good algorithm is off by some roundings of the largest result, times the matrix's condition number (Higham, Accuracy and
 * Stability of Numerical Algorithms, 2002, chapters 9, 10 and 14).
 */
final class MatrixDefinition {
    /** Larger matrices are not looked into. */
    private static final int MOST = 24;

    /** Roundings for each row, that good algorithms make, and that any can make. */
    private static final double GOOD = 4;

    private static final double WORST = 64;

    private static final MathContext MANY = new MathContext(60);

    /** Relative to the matrix: smaller pivots are none. */
    private static final double NOTHING = 1e-40;

    private final int size;

    /** Rows of a matrix. */
    private final BigDecimal[][] a;

    private MatrixDefinition(double[] elements) {
        this.size = (int) Math.round(Math.sqrt(elements.length));
        this.a = matrix(elements, size, size);
    }

    /** Returns the definition; null if the operation is none of these, or its matrices are batches, large or singular. */
    static @Nullable Definition of(Operation operation, Values output) {
        String op = OpName.of(operation.op()).replaceFirst("^linalg_", "").replaceFirst("_ex$", "");
        List<Values> inputs = operation.leftInputs();
        boolean known = OperationKind.FACTORISATION.has(op) || OperationKind.FACTORISATION.has("linalg_" + op);
        // Of a matrix on the right-hand side nothing is known.
        boolean fromTheRight = operation.attributes().getOrDefault("left", "").equalsIgnoreCase("false");
        if (!known || fromTheRight || !areFinite(inputs)) {
            return null;
        }
        Values first = inputs.get(0);
        if (inputs.size() == 1 && isSquare(first)) {
            return new MatrixDefinition(first.numbers()).of(op, operation, output);
        }
        return op.equals("solve")
                        && inputs.size() == 2
                        && isSquare(first)
                        && inputs.get(1).count() == output.count()
                ? new MatrixDefinition(first.numbers()).solution(inputs.get(1), output)
                : null;
    }

    private static boolean areFinite(List<Values> inputs) {
        return inputs.stream()
                .flatMapToDouble(input -> Arrays.stream(input.numbers()))
                .allMatch(Double::isFinite);
    }

    private static boolean isSquare(Values values) {
        int dimensions = values.shape().size();
        return dimensions >= 2
                && values.shape().get(dimensions - 1).equals(values.shape().get(dimensions - 2))
                && values.shape().get(dimensions - 1) <= MOST
                && values.count()
                        == values.shape().get(dimensions - 1) * values.shape().get(dimensions - 1)
                && values.count() > 0;
    }

    private @Nullable Definition of(String op, Operation operation, Values output) {
        BigDecimal[][] inverse = identity();
        Optional<BigDecimal> determinant = eliminate(copy(), inverse);
        if (determinant.isEmpty()) {
            return null;
        }
        double condition = norm(a) * norm(inverse);
        return switch (op) {
            case "det" ->
                output.count() == 1
                        ? definition(new double[] {determinant.get().doubleValue()}, condition, output)
                        : null;
            case "inv", "inverse" ->
                output.count() == size * size ? definition(flat(inverse), condition, output) : null;
            case "cholesky" -> output.count() == size * size ? triangle(isUpper(operation), condition, output) : null;
            default -> null;
        };
    }

    private @Nullable Definition triangle(boolean upper, double condition, Values output) {
        double[] factor = cholesky(upper);
        Definition found = factor == null ? null : definition(factor, condition, output);
        if (found == null) {
            return null;
        }
        double[] scale = found.scale().clone();
        for (int i = 0; i < size * size; i++) {
            boolean isOther = upper ? i / size > i % size : i / size < i % size;
            // The other triangle is not computed.
            scale[i] /= isOther ? condition : 1;
        }
        return new Definition(found.exact(), scale, found.places(), found.bound(), found.worst());
    }

    /** Each column of the right-hand side is solved for. */
    private @Nullable Definition solution(Values right, Values output) {
        if (right.count() % size != 0) {
            return null;
        }
        int columns = right.count() / size;
        BigDecimal[][] solution = matrix(right.numbers(), size, columns);
        BigDecimal[][] inverse = identity();
        return output.shape().equals(right.shape())
                        && eliminate(copy(), inverse).isPresent()
                        && eliminate(copy(), solution).isPresent()
                ? definition(flat(solution), norm(a) * norm(inverse), output)
                : null;
    }

    /** Null where the condition leaves no digit of the results. */
    private @Nullable Definition definition(double[] exact, double condition, Values output) {
        if (WORST * size * output.unitRoundoff() * condition > 1.0 / 16) {
            return null;
        }
        double[] scale = new double[exact.length];
        Arrays.fill(scale, Arrays.stream(exact).map(Math::abs).max().orElse(0) * condition);
        return new Definition(exact, scale, Definition.all(exact.length), GOOD * size, WORST * size);
    }

    /** Makes the identity of a matrix, and of what stands beside it the solution; returns the determinant, empty if it is zero. */
    private Optional<BigDecimal> eliminate(BigDecimal[][] matrix, BigDecimal[][] beside) {
        BigDecimal determinant = BigDecimal.ONE;
        double largest = norm(a);
        for (int k = 0; k < size; k++) {
            int pivot = k;
            for (int i = k + 1; i < size; i++) {
                pivot = matrix[i][k].abs().compareTo(matrix[pivot][k].abs()) > 0 ? i : pivot;
            }
            // What is left of exact zeros is a rounding of sixty digits.
            if (matrix[pivot][k].abs().doubleValue() <= NOTHING * largest) {
                return Optional.empty();
            }
            swap(matrix, k, pivot);
            swap(beside, k, pivot);
            determinant = determinant.multiply(pivot == k ? matrix[k][k] : matrix[k][k].negate(), MANY);
            BigDecimal reciprocal = BigDecimal.ONE.divide(matrix[k][k], MANY);
            scale(matrix[k], reciprocal);
            scale(beside[k], reciprocal);
            for (int i = 0; i < size; i++) {
                BigDecimal factor = matrix[i][k];
                if (i != k && factor.signum() != 0) {
                    subtract(matrix[i], factor, matrix[k]);
                    subtract(beside[i], factor, beside[k]);
                }
            }
        }
        return Optional.of(determinant);
    }

    private static void swap(BigDecimal[][] rows, int one, int other) {
        BigDecimal[] row = rows[one];
        rows[one] = rows[other];
        rows[other] = row;
    }

    private static void scale(BigDecimal[] row, BigDecimal factor) {
        Arrays.setAll(row, j -> row[j].multiply(factor, MANY));
    }

    private static void subtract(BigDecimal[] row, BigDecimal factor, BigDecimal[] other) {
        Arrays.setAll(row, j -> row[j].subtract(factor.multiply(other[j], MANY), MANY));
    }

    /** Returns the factor; null if the matrix is not positive definite. Reads the triangle that it makes. */
    private double @Nullable [] cholesky(boolean upper) {
        BigDecimal[][] factor = new BigDecimal[size][size];
        double[] flat = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                BigDecimal rest = a[upper ? j : i][upper ? i : j];
                for (int k = 0; k < j; k++) {
                    rest = rest.subtract(factor[i][k].multiply(factor[j][k], MANY), MANY);
                }
                if (i == j && rest.signum() <= 0) {
                    return null;
                }
                factor[i][j] = i == j ? rest.sqrt(MANY) : rest.divide(factor[j][j], MANY);
                flat[upper ? j * size + i : i * size + j] = factor[i][j].doubleValue();
            }
        }
        return flat;
    }

    /** Where the attributes do not say it, the lower triangle is meant, unless both sides have the upper one. */
    private boolean isUpper(Operation operation) {
        String said = operation.attributes().getOrDefault("upper", "");
        return said.isEmpty()
                ? isUpper(operation.leftOutputs().get(0))
                        && isUpper(operation.rightOutputs().get(0))
                : said.equalsIgnoreCase("true");
    }

    private boolean isUpper(Values output) {
        for (int i = 0; i < size * size; i++) {
            if (i / size > i % size && output.numbers()[i] != 0) {
                return false;
            }
        }
        return size > 1;
    }

    private BigDecimal[][] copy() {
        return Arrays.stream(a).map(BigDecimal[]::clone).toArray(BigDecimal[][]::new);
    }

    private BigDecimal[][] identity() {
        double[] elements = new double[size * size];
        for (int i = 0; i < size; i++) {
            elements[i * size + i] = 1;
        }
        return matrix(elements, size, size);
    }

    private static BigDecimal[][] matrix(double[] elements, int rows, int columns) {
        BigDecimal[][] matrix = new BigDecimal[rows][columns];
        for (int i = 0; i < elements.length; i++) {
            matrix[i / columns][i % columns] = new BigDecimal(elements[i]);
        }
        return matrix;
    }

    private static double[] flat(BigDecimal[][] matrix) {
        return Arrays.stream(matrix)
                .flatMapToDouble(row -> Arrays.stream(row).mapToDouble(BigDecimal::doubleValue))
                .toArray();
    }

    /** Returns the largest sum of magnitudes of a row. */
    private static double norm(BigDecimal[][] matrix) {
        return Arrays.stream(matrix)
                .mapToDouble(row -> Arrays.stream(row)
                        .mapToDouble(each -> Math.abs(each.doubleValue()))
                        .sum())
                .max()
                .orElse(0);
    }
}
