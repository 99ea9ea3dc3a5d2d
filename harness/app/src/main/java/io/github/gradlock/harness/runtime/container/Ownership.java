package io.github.gradlock.harness.runtime.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Labels on everything that is created in an engine: they tell later whether its harness process still lives.
 *
 * <p>A process identifier alone would not do, since numbers are used again; so the start time goes with it. Another machine
 * that shares the engine has its own numbers: what it made is left alone.
 */
final class Ownership {
    static final String MARK = "io.github.gradlock";
    static final String RUN = MARK + ".run";
    static final String PID = MARK + ".pid";
    static final String STARTED = MARK + ".started";
    static final String HOST = MARK + ".host";
    static final String MARK_FILTER = MARK + "=true";

    private static final String UNKNOWN = "unknown";
    private static final long TOLERATED_MILLIS = 5_000;

    /** Process numbers mean something inside it only; a container may share the host's name, and not its numbers. */
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private Ownership() {}

    /** Returns the labels of this process. */
    static Map<String, String> labels(String run) {
        ProcessHandle self = ProcessHandle.current();
        Map<String, String> labels = new TreeMap<>();
        labels.put(MARK, "true");
        labels.put(RUN, run);
        labels.put(PID, String.valueOf(self.pid()));
        labels.put(STARTED, started(self));
        labels.put(HOST, host());
        return labels;
    }

    /** Returns whether the process that set the labels is known to have ended. */
    static boolean isOrphan(Map<String, String> labels) {
        String pid = labels.get(PID);
        if (pid == null || !host().equals(labels.get(HOST))) {
            return false;
        }
        try {
            Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(pid));
            return owner.filter(ProcessHandle::isAlive)
                    .map(alive -> isAnother(started(alive), labels.getOrDefault(STARTED, UNKNOWN)))
                    .orElse(true);
        } catch (NumberFormatException forged) {
            return false;
        }
    }

    /** Each JVM adds a process's ticks to the boot time as it reads it, so that two may differ a little about one process. */
    private static boolean isAnother(String found, String labelled) {
        if (found.equals(UNKNOWN) || labelled.equals(UNKNOWN)) {
            return false;
        }
        return Math.abs(Long.parseLong(found) - Long.parseLong(labelled)) > TOLERATED_MILLIS;
    }

    private static String started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse(UNKNOWN);
    }

    private static String machineId() {
        try {
            return Files.readString(MACHINE_ID).strip();
        } catch (IOException notHere) {
            return "";
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(PID_NAMESPACE).toString();
        } catch (IOException | UnsupportedOperationException notHere) {
            return "";
        }
    }

    /** Returns a name of this machine, or of the container that the harness runs in; hashed, for it is nobody's business. */
    static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            name = "localhost";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((name + "\n" + machineId() + "\n" + namespace()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
