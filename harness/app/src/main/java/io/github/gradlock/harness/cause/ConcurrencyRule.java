package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import io.github.gradlock.harness.cause.Evidence.Weight;
import java.util.List;

/**
 * Whether threads beside the case's own were seen at work between the operations in which the bits go apart and those before them.
 * Short work of threads that were there before is not seen, nor is that of threads which are not Java's.
 */
final class ConcurrencyRule implements Rule {
    @Override
    public void examine(Facts facts, Collector found) {
        List<Operation> watched = facts.operations().stream()
                .filter(operation -> operation.threads() >= 0 && !operation.isInput())
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        Cause cause = facts.varies() ? Cause.RACE : Cause.THREADS;
        long most = watched.stream().mapToLong(Operation::threads).max().orElse(0);
        if (most == 0) {
            found.add(
                    cause,
                    facts.varies() ? Weight.HARDLY : Weight.SPEAKS_AGAINST,
                    "no other thread was started or used more than 0.1 ms since the operation before");
        } else {
            String what = most == 1 ? "another thread" : most + " other threads";
            found.add(
                    cause,
                    facts.varies() ? Weight.POINTS_TO : Weight.FITS,
                    what + " worked since the operation before");
        }
    }
}
