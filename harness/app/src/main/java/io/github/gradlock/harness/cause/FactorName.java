package io.github.gradlock.harness.cause;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of an option or a variable says of what it switches, as those of PyTorch, TensorFlow, JAX, MKL, OpenMP and CUDA do:
 * {@code CUBLAS_WORKSPACE_CONFIG}, {@code NVIDIA_TF32_OVERRIDE}, {@code PYTHONHASHSEED}. A hint, and no more.
 */
final class FactorName {
    private static final Map<Cause, Pattern> HINTS = Map.ofEntries(
            hint(
                    Cause.AUTO_TUNING,
                    "workspace|autotun|_?tun(e|ing)|cudnn_benchmark|algo(rithm)?s?|heuristic|xmx|maxheap|^memory$|tile"),
            hint(Cause.REDUCED_PRECISION, "tf32|bf16|fp16|bfloat|float32_matmul|half|precision|autocast"),
            hint(Cause.FLUSH_TO_ZERO, "ftz|daz|denorm|subnormal|fast_?math"),
            hint(Cause.HASH_ORDER, "hash_?seed|hash_?salt|hashcode"),
            hint(Cause.THREADS, "num_?threads|threads|workers|parallelism"),
            hint(Cause.VECTOR_WIDTH, "avx|sse|simd|isa$|cpu_capability|cbwr|enable_instructions|vector"),
            hint(Cause.FMA, "fma|contract"),
            hint(Cause.LIBM, "libm|vml|svml"),
            hint(Cause.TEXT, "locale|lc_|lang|encoding"),
            hint(Cause.BATCH_SIZE, "batch"),
            hint(Cause.DATA_ORDER, "shuffle"));

    private FactorName() {}

    private static Map.Entry<Cause, Pattern> hint(Cause cause, String words) {
        return Map.entry(cause, Pattern.compile(words));
    }

    /** Returns the cause that a name hints at; null if it hints at none, or at several. */
    static @Nullable Cause hint(String factor) {
        String name = factor.toLowerCase(Locale.ROOT).replaceFirst("^variable ", "");
        var hinted = HINTS.entrySet().stream()
                .filter(one -> one.getValue().matcher(name).find())
                .map(Map.Entry::getKey)
                .toList();
        return hinted.size() == 1 ? hinted.get(0) : null;
    }
}
