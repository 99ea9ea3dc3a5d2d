package io.github.gradlock.harness.cause;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a factor says of what it switches. */
final class FactorName {
    /**
     * A cause that a name stands for.
     *
     * @param cause which
     * @param why the name stands for it, for people
     */
    record Meaning(Cause cause, String why) {}

    private record Named(Cause cause, Pattern words) {
        Named(Cause cause, String words) {
            this(cause, Pattern.compile(words));
        }
    }

    /** Switches of the JVM, and factors of a variant: what they switch is known. The first that matches counts. */
    private static final List<Named> SWITCHES = List.of(
            new Named(Cause.TRACING, FactorEffect.TRACE),
            new Named(Cause.LIBM, "libm|.*LibmIntrinsic.*"),
            new Named(Cause.FMA, "fma|.*UseFMA.*"),
            new Named(Cause.VECTOR_WIDTH, "avx|width|.*UseAVX.*|.*UseSSE.*|.*MaxVectorSize.*"),
            new Named(Cause.HASH_ORDER, FactorEffect.IDENTITY_HASH + "|.*hashCode.*"),
            new Named(Cause.THREADS, "threads|.*ActiveProcessorCount.*|.*parallelism.*|.*NUM_THREADS.*|cpus"),
            new Named(Cause.TEXT, "locale|.*user\\.(language|country).*|.*LC_.*|.*LANG.*"),
            new Named(Cause.JIT, "jit|.*-X(int|comp|mixed).*|.*Tiered.*|.*Compile.*|.*JVMCI.*"));

    /**
     * Words in options and variables such as those of PyTorch, TensorFlow, JAX, MKL, OpenMP and CUDA: {@code CUBLAS_WORKSPACE_CONFIG},
     * {@code NVIDIA_TF32_OVERRIDE}, {@code PYTHONHASHSEED}.
     */
    private static final List<Named> HINTS = List.of(
            new Named(
                    Cause.AUTO_TUNING,
                    "workspace|autotun|\\b_?tun(e|ing)|_tun(e|ing)|cudnn_benchmark|algo(rithm)?s?\\b|_algo|heuristic|\\btile|_tile"),
            new Named(Cause.REDUCED_PRECISION, "tf32|bf16|fp16|bfloat|float32_matmul|half_|precision|autocast"),
            new Named(Cause.FLUSH_TO_ZERO, "ftz|daz|denorm|subnormal|fast_?math"),
            new Named(Cause.HASH_ORDER, "hash_?seed|hash_?salt"),
            new Named(Cause.THREADS, "num_?threads|threads|workers"),
            new Named(Cause.VECTOR_WIDTH, "avx|\\bsse|_sse|simd|isa$|cpu_capability|cbwr|enable_instructions|vector"),
            new Named(Cause.FMA, "fma|contract"),
            new Named(Cause.LIBM, "libm|vml|svml"),
            new Named(Cause.TEXT, "locale|lc_|encoding"),
            new Named(Cause.BATCH_SIZE, "batch"),
            new Named(Cause.DATA_ORDER, "shuffle"));

    private static final Pattern MEMORY =
            Pattern.compile(".*(-xm[xsn]\\d|heapsize|maxram|directmemorysize|metaspacesize|-xmx).*|memory");

    private FactorName() {}

    /** Returns what a factor switches; null if that is not known. */
    static @Nullable Cause switched(String factor) {
        return SWITCHES.stream()
                .filter(one -> one.words().matcher(factor).matches())
                .map(Named::cause)
                .findFirst()
                .orElse(null);
    }

    /** Returns the cause that a name hints at; null if it hints at none, or at several. */
    static @Nullable Meaning hint(String factor) {
        String name = factor.toLowerCase(Locale.ROOT).replaceFirst("^variable ", "");
        if (MEMORY.matcher(name).matches()) {
            return new Meaning(Cause.AUTO_TUNING, "and programs choose algorithms by the memory that there is");
        }
        List<Cause> hinted = HINTS.stream()
                .filter(one -> one.words().matcher(name).find())
                .map(Named::cause)
                .distinct()
                .toList();
        return hinted.size() == 1
                ? new Meaning(
                        hinted.get(0),
                        "which by its name is about " + hinted.get(0).title())
                : null;
    }
}
