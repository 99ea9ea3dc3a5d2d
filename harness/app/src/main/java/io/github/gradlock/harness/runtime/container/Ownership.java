package io.github.gradlock.harness.runtime.container;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
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
                    .map(alive -> !started(alive).equals(labels.get(STARTED)))
                    .orElse(true);
        } catch (NumberFormatException forged) {
            return false;
        }
    }

    /** Returns whether this machine made it. */
    static boolean isOfThisMachine(Map<String, String> labels) {
        return host().equals(labels.get(HOST));
    }

    private static String started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("unknown");
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
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
