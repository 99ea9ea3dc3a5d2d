package io.github.gradlock.probe;

import io.github.gradlock.protocol.CasePattern;
import io.github.gradlock.protocol.Shard;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which cases are wanted: patterns of their ids, and of those a shard. */
final class Selection {
    private final Predicate<String> asked;
    private final @Nullable Shard shard;
    private volatile boolean leftToOthers;

    /** Without patterns and shard every case is wanted. */
    Selection(List<String> patterns, @Nullable Shard shard) {
        this.asked = CasePattern.anyOf(patterns);
        this.shard = shard;
    }

    boolean matches(String caseId) {
        boolean wanted = asked.test(caseId);
        boolean others = wanted && shard != null && !shard.contains(caseId);
        leftToOthers |= others;
        return wanted && !others;
    }

    /** Returns whether a case was asked for that is another shard's: then there may be none for this one. */
    boolean leavesSomeToOthers() {
        return leftToOthers;
    }
}
