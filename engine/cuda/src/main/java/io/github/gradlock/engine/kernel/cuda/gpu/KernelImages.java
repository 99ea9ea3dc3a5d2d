package io.github.gradlock.engine.kernel.cuda.gpu;

import io.github.gradlock.engine.kernel.cuda.check.ContractCheck;
import io.github.gradlock.engine.kernel.cuda.check.Violation;
import io.github.gradlock.engine.kernel.cuda.ptx.PtxModule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Modules of kernels for one architecture: compiled by the NVRTC that is there, or by the driver from the PTX that was compiled ahead.
 *
 * <p>Every PTX is held against the contract of bits before a GPU gets it, whoever made it.
 */
final class KernelImages implements Function<String, Image> {
    private final @Nullable Compiler compiler;
    private final ImageCache cache;
    private final int capability;

    /**
     * @param compiler null where there is none
     * @param cache of what it made before
     * @param capability of the GPU, 75 for 7.5
     */
    KernelImages(@Nullable Compiler compiler, ImageCache cache, int capability) {
        this.compiler = compiler;
        this.cache = cache;
        this.capability = capability;
    }

    /** Returns the options: division and root are rounded correctly, and nothing is flushed to zero, unless it is asked for. */
    static List<String> options(String architecture) {
        return List.of(
                "--gpu-architecture=" + architecture,
                "--fmad=false",
                "--std=c++17",
                "--device-as-default-execution-space",
                "--diag-suppress=39,177");
    }

    @Override
    public Image apply(String family) {
        String architecture = compiler == null ? "" : architecture(compiler);
        if (compiler == null || architecture.isEmpty()) {
            return checked(
                    family, new Image(Sources.ptx(family), null, "the driver, from PTX of NVRTC 12.4 for sm_75"));
        }
        String source = Sources.source(family);
        Map<String, String> headers = Sources.headers();
        List<String> options = options(architecture);
        String made = compiler.version() + ", " + architecture;
        String key = ImageCache.key(source, headers, options, made);
        Image known = cache.find(key, made);
        if (known != null) {
            return checked(family, known);
        }
        Compiler.Compiled compiled = compiler.compile(family + ".cu", source, headers, options);
        Image image = checked(
                family, new Image(compiled.ptx(), compiled.binary().length == 0 ? null : compiled.binary(), made));
        cache.keep(key, image);
        return image;
    }

    /** Returns that of the GPU, or the newest before it, whose PTX the driver compiles; nothing if the compiler knows none that will do. */
    private String architecture(Compiler by) {
        int newest = by.architectures().stream()
                .mapToInt(Integer::intValue)
                .filter(known -> known <= capability)
                .max()
                .orElse(0);
        return newest == 0 ? "" : (newest == capability ? "sm_" : "compute_") + newest;
    }

    private static Image checked(String family, Image image) {
        List<Violation> violations = ContractCheck.violations(PtxModule.parse(image.ptx()));
        if (!violations.isEmpty()) {
            throw new GpuException("kernels of " + family + " by " + image.compiler()
                    + " would break the contract of bits, and are not started: "
                    + violations.stream().limit(3).map(Violation::toString).collect(Collectors.joining("; "))
                    + (violations.size() > 3 ? " and " + (violations.size() - 3) + " more" : "")
                    + "; another NVRTC may do, and without one the PTX in the jar is taken");
        }
        return image;
    }
}
