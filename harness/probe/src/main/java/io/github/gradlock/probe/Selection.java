package io.github.gradlock.probe;

import io.github.gradlock.protocol.Shard;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which cases are wanted: globs over their ids, in which {@code *} is any text and {@code ?} any character, and of those a shard. */
final class Selection {
    private final List<Pattern> patterns;
    private final @Nullable Shard shard;
    private volatile boolean leftToOthers;

    /** Without globs and shard every case is wanted. */
    Selection(List<String> globs, @Nullable Shard shard) {
        this.patterns = globs.stream().map(Selection::pattern).toList();
        this.shard = shard;
    }

    boolean matches(String caseId) {
        boolean wanted = patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(caseId).matches());
        boolean others = wanted && shard != null && !shard.contains(caseId);
        leftToOthers |= others;
        return wanted && !others;
    }

    /** Returns whether a case was asked for that is another shard's: then there may be none for this one. */
    boolean leavesSomeToOthers() {
        return leftToOthers;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int c : glob.codePoints().toArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
