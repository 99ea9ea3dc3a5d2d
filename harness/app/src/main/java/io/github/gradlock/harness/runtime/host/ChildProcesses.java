package io.github.gradlock.harness.runtime.host;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that were started and have not ended; the harness takes them along when it exits. */
final class ChildProcesses implements AutoCloseable {
    private static final long GRACE_SECONDS = 2;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::killAll, "gradlock-end-children");

    ChildProcesses() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void add(Process process) {
        running.add(process);
    }

    void remove(Process process) {
        running.remove(process);
    }

    /** Ends a process and its descendants, forcibly, and waits until they are gone. */
    static void killTree(Process process) {
        // Taken before the parent dies: afterwards they are nobody's descendants.
        List<ProcessHandle> tree = process.descendants().toList();
        // By its handle: Process.destroyForcibly closes the streams too, and what it printed last would be lost.
        process.toHandle().destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void killAll() {
        running.forEach(ChildProcesses::killTree);
    }

    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook is running or has run.
        }
    }
}
