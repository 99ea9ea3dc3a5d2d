package io.github.gradlock.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** libtorch in this process. */
final class TorchRuntime {
    private static final Pattern VERSION = Pattern.compile("^([^-]+)-");

    /** 512 MiB, as much as our young generation has. */
    private static final long TOUCHED_FLOATS = 1L << 27;

    private TorchRuntime() {}

    /**
     * Loads it, and gives it threads.
     *
     * @throws UnsatisfiedLinkError if it is not on the class path for this platform
     */
    static void start(int threads) {
        // Otherwise it looks at the process's memory for each tensor, and its own thread frees what frames free
        // already.
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        Loader.load(torch.class);
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
    }

    /** Takes and frees memory once, as {@link Heap#touch} does: glibc keeps it, where it is told to. */
    static void touch() {
        torch.ones(TOUCHED_FLOATS).deallocate();
    }

    /** Returns what it says of itself: version, threads, how it was built and what it uses. */
    static Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("version", version());
        description.put("threads", torch.get_num_threads());
        description.put("blasThreads", openblas_nolapack.blas_get_num_threads());
        try (BytePointer parallel = torch.get_parallel_info();
                BytePointer config = torch.show_config()) {
            description.put("parallel", parallel.getString().strip());
            description.put("config", config.getString().strip());
        }
        return description;
    }

    private static String version() {
        String version;
        try {
            version = Loader.getVersion("org.bytedeco", "pytorch");
        } catch (java.io.IOException unreadable) {
            return "unknown";
        }
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? matcher.group(1) : version;
    }
}
