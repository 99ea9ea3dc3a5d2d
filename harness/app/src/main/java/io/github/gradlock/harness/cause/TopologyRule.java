package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;

/** What is NaN, infinite, subnormal or zero on one side only. */
final class TopologyRule implements OutputRule {
    @Override
    public void examine(Facts facts, Operation operation, Values left, Values right, Collector found) {
        if (left.isFloating()) {
            examine(operation, left, right, found);
        }
    }

    private static void examine(Operation operation, Values left, Values right, Collector found) {
        int differing = 0;
        int flushed = 0;
        int nan = 0;
        int infinite = 0;
        for (int i = 0; i < left.count(); i++) {
            if (left.differs(right, i)) {
                double a = left.numbers()[i];
                double b = right.numbers()[i];
                differing++;
                flushed += isFlushed(left, a, b) || isFlushed(left, b, a) ? 1 : 0;
                nan += Double.isNaN(a) != Double.isNaN(b) ? 1 : 0;
                infinite += Double.isInfinite(a) != Double.isInfinite(b) ? 1 : 0;
            }
        }
        if (flushed > 0) {
            String what = "%s: %d of %d elements that differ are subnormal on one side and zero on the other"
                    .formatted(operation.place(), flushed, differing);
            found.add(Cause.FLUSH_TO_ZERO, flushed == differing ? Weight.CONFIRMS : Weight.POINTS_TO, what);
        } else if (subnormalInputs(operation)) {
            found.add(
                    Cause.FLUSH_TO_ZERO,
                    Weight.POINTS_TO,
                    operation.place() + " differs in nothing but what subnormal inputs enter");
        }
        if (nan > 0) {
            String what = operation.place() + ": %d elements are NaN on one side only".formatted(nan);
            found.add(Cause.BUG, Weight.FITS, what);
            found.add(Cause.STALE_MEMORY, Weight.FITS, what);
        }
        if (infinite > 0) {
            String what = operation.place() + ": %d elements are infinite on one side only".formatted(infinite);
            found.add(Cause.REDUCED_PRECISION, Weight.FITS, what);
            found.add(Cause.FLUSH_TO_ZERO, Weight.FITS, what);
        }
    }

    private static boolean isFlushed(Values type, double subnormal, double zero) {
        return zero == 0 && subnormal != 0 && Math.abs(subnormal) < type.smallestNormal();
    }

    /** Element by element: wherever the outputs differ an input is subnormal, and wherever none is they do not. */
    private static boolean subnormalInputs(Operation operation) {
        Values left = operation.leftOutputs().get(operation.differingOutput());
        Values right = operation.rightOutputs().get(operation.differingOutput());
        boolean any = false;
        for (int i = 0; i < left.count(); i++) {
            if (left.differs(right, i)) {
                int index = i;
                boolean subnormal = operation.leftInputs().stream()
                        .filter(input -> input.isFloating() && input.count() == left.count())
                        .anyMatch(input -> {
                            double magnitude = Math.abs(input.numbers()[index]);
                            return magnitude > 0 && magnitude < input.smallestNormal();
                        });
                if (!subnormal) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }
}
