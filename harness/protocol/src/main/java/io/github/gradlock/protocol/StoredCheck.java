package io.github.gradlock.protocol;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The check of a bundle that has a manifest: one thread hashes its files, another reads its cases, tensors and trace. */
final class StoredCheck {
    private final StoredBundle bundle;
    private final FaultList faults;
    private final BundleCheck.Listener listener;
    private final ByteMeter meter;
    private final Set<String> broken = new HashSet<>();

    private StoredCheck(StoredBundle bundle, FaultList faults, BundleCheck.Listener listener) {
        this.bundle = bundle;
        this.faults = faults;
        this.listener = listener;
        this.meter = new ByteMeter(listener);
    }

    static BundleCheck of(StoredBundle bundle, FaultList faults, BundleCheck.Listener listener) throws IOException {
        return new StoredCheck(bundle, faults, listener).run();
    }

    private BundleCheck run() throws IOException {
        bundle.lengthFaults().forEach((name, fault) -> {
            faults.add(fault);
            broken.add(name);
        });
        faults.collect(bundle::requireResults);
        Map<String, Manifest.Content> named = bundle.manifest().files();
        for (String name : named.keySet()) {
            faults.collect(() -> bundle.requirePlain(name));
        }
        List<String> sound =
                named.keySet().stream().filter(name -> !broken.contains(name)).toList();
        long bytes = sound.stream().mapToLong(name -> region(name).length()).sum();
        listener.begun(bytes
                + sound.stream()
                        .filter(StoredCheck::isOfElements)
                        .mapToLong(name -> region(name).length())
                        .sum());
        FaultList ofContents = new FaultList();
        FutureTask<Long> contents = new FutureTask<>(() -> checkContents(ofContents));
        Thread reader = new Thread(contents, "gradlock-check");
        reader.setDaemon(true);
        reader.start();
        for (String name : sound) {
            faults.collect(() -> bundle.requireHash(name, meter));
        }
        long tensors = awaited(contents);
        faults.addAll(ofContents);
        List<String> unvouched = bundle.files().keySet().stream()
                .filter(name -> !named.containsKey(name) && !name.equals(StoredBundle.MANIFEST))
                .sorted(CodePointOrder.INSTANCE)
                .toList();
        return new BundleCheck(
                bundle.path(),
                bundle.manifest(),
                BundleCheck.Voucher.MANIFEST,
                faults.first(),
                faults.further(),
                unvouched,
                sound.size(),
                tensors,
                bytes);
    }

    private boolean isReadable(String name) {
        return bundle.manifest().files().containsKey(name) && !broken.contains(name);
    }

    /** Such a file is hashed twice, as a whole and tensor by tensor. */
    private static boolean isOfElements(String name) {
        return name.equals(StoredBundle.VALUES) || name.equals(StoredBundle.VARIATIONS);
    }

    private Region region(String name) {
        return Objects.requireNonNull(bundle.files().get(name));
    }

    private static long awaited(FutureTask<Long> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException problem) {
            if (problem.getCause() instanceof IOException unread) {
                throw unread;
            }
            throw new IllegalStateException(problem.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Returns how many tensors were hashed. */
    private long checkContents(FaultList into) throws IOException {
        CaseCheck cases = new CaseCheck(bundle, broken, meter, into);
        Set<String> ids = isReadable(StoredBundle.CASES) ? cases.run(region(StoredBundle.CASES)) : null;
        if (isReadable(StoredBundle.TRACE)) {
            checkTrace(into, ids);
        }
        return cases.tensors();
    }

    /**
     * Reads every line.
     *
     * @param cases ids of all cases; null if they are not known
     */
    private void checkTrace(FaultList into, @Nullable Set<String> cases) throws IOException {
        LineReader lines = new LineReader(region(StoredBundle.TRACE), false);
        into.collect(() -> {
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                LineReader.Line at = line;
                into.collect(() -> {
                    JsonValue json = at.json();
                    String id = TraceJson.read(json).caseId();
                    if (cases != null && !cases.contains(id)) {
                        throw json.fault(
                                "a step of case '" + id + "', which cases.jsonl has not", BundleException.DAMAGED);
                    }
                });
            }
        });
    }
}
