package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.scalar.ScalarProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks functions of one element for all 4,294,967,296 inputs; {@code ci/check-float32} starts it.
 *
 * <p>The inputs go by slices of 2^24. What a slice gave is written to a file of its function when it is done, and a further run with
 * the same output folder goes on behind it.
 */
public final class CheckFloat32 {
    static final int SLICES = 256;
    private static final int MOST_LISTED = 1000;

    private final Options options;
    private final Kernels kernels = new ScalarProvider().create(1);
    private long lastProgress = System.nanoTime();

    private CheckFloat32(Options options) {
        this.options = options;
    }

    /** Runs the command; see {@code ci/check-float32 --help}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage() + "\n\nhint: ci/check-float32 --help lists the options");
            System.exit(2);
            return;
        }
        Files.createDirectories(options.output());
        Report report = new Report(options.output());
        if (options.report() != null) {
            Files.writeString(options.report(), report.document(options.functions()));
            return;
        }
        CheckFloat32 check = new CheckFloat32(options);
        long wrong = 0;
        for (UnaryFunction function : options.functions()) {
            wrong += check.run(function);
        }
        System.out.print(report.table(options.functions()));
        System.exit(wrong == 0 ? 0 : 1);
    }

    private long run(UnaryFunction function) throws IOException, InterruptedException {
        Records records = new Records(options.output(), function);
        List<Integer> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            if (i % options.parts() == options.part() - 1 && !records.has(i)) {
                slices.add(i);
            }
        }
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(options.threads(), slices.size()); i++) {
            Thread thread = new Thread(() -> work(function, slices, next, records));
            thread.setUncaughtExceptionHandler((t, e) -> {
                e.printStackTrace();
                System.exit(3);
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return records.wrong();
    }

    private void work(UnaryFunction function, List<Integer> slices, AtomicInteger next, Records records) {
        List<String> wrong = new ArrayList<>();
        long[] count = new long[1];
        Verifier verifier = Verifier.of(kernels, function, (x, actual, expected) -> {
            if (count[0]++ < MOST_LISTED) {
                wrong.add(String.format(
                        Locale.ROOT,
                        "%08x %08x %08x",
                        Float.floatToRawIntBits(x),
                        Float.floatToIntBits(actual),
                        Float.floatToIntBits(expected)));
            }
        });
        for (int i = next.getAndIncrement(); i < slices.size(); i = next.getAndIncrement()) {
            int slice = slices.get(i);
            long start = System.nanoTime();
            long decided = verifier.decided();
            for (int block = 0; block < 1 << 24; block += Estimate.BLOCK) {
                verifier.check((slice << 24) + block);
                progress(function, records, slice, block);
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            Record record = new Record(
                    slice, count[0], verifier.decided() - decided, verifier.takeDigest(), seconds, Record.javaHere());
            try {
                records.add(record, wrong);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count[0] = 0;
            wrong.clear();
        }
    }

    private synchronized void progress(UnaryFunction function, Records records, int slice, int block) {
        long now = System.nanoTime();
        if (now - lastProgress > 5_000_000_000L) {
            lastProgress = now;
            System.err.printf(
                    Locale.ROOT,
                    "%s: %d of %d slices, %d wrong; at %08x%n",
                    Records.name(function),
                    records.size(),
                    SLICES,
                    records.wrong(),
                    (slice << 24) + block);
        }
    }

    /** What one slice gave. */
    record Record(int slice, long wrong, long decided, long digest, double seconds, String java) {
        static String javaHere() {
            return System.getProperty("java.vm.name").split(" ")[0] + " "
                    + Runtime.version().feature();
        }
    }

    /** Where an option file lies. */
    static Path path(String text) {
        return Path.of(text).toAbsolutePath();
    }
}
