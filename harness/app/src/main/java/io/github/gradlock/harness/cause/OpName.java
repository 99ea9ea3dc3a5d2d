package io.github.gradlock.harness.cause;

import java.util.Locale;

/** Names of operations as the rules know them: {@code aten::add_} is an {@code add}, {@code _softmax} a {@code softmax}. */
final class OpName {
    private OpName() {}

    /** Returns a name without PyTorch's prefixes and the mark of an operation in place, in lower case. */
    static String of(String op) {
        return op.toLowerCase(Locale.ROOT)
                .replaceFirst("^aten::", "")
                .replaceFirst("^_", "")
                .replaceFirst("_$", "");
    }

    /** Returns the name of the operation that a derivative belongs to: {@code exp} of {@code exp_backward}. */
    static String forward(String op) {
        return of(op).replaceFirst("_backward(_data)?$", "").replaceFirst("_$", "");
    }
}
