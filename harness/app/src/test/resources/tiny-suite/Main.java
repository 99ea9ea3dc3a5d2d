package io.github.gradlock.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stands in for the probe: writes a session that tells what the process saw, and behaves as the suite's name says. */
public final class Main {
    public static void main(String[] args) throws Exception {
        List<String> arguments = Arrays.asList(args);
        Path session = Path.of(arguments.get(arguments.indexOf("--session") + 1));
        String suite = arguments.get(arguments.indexOf("--suite") + 1);
        Files.writeString(session.resolve("arguments.txt"), String.join("\n", args));
        System.getenv().forEach((name, value) -> append(session.resolve("variables.txt"), name + "=" + value + "\n"));
        System.getProperties().forEach((name, value) -> append(session.resolve("properties.txt"), name + "=" + value + "\n"));
        System.out.println("progress 1 2");
        System.out.println("hello from " + suite);
        switch (suite) {
            case "hangs" -> hang(session, arguments);
            case "exits-3" -> System.exit(3);
            case "hoards" -> hoard();
            case "escapes" -> Files.createSymbolicLink(session.resolve("passwd"), Path.of("/etc/passwd"));
            case "writes-elsewhere" -> tryToWrite(session);
            case "chatters" -> chatter();
            default -> {}
        }
        System.out.println("progress 2 2");
    }

    private static void hang(Path session, List<String> arguments) throws Exception {
        Files.writeString(session.resolve("pid"), String.valueOf(ProcessHandle.current().pid()));
        if (arguments.contains("--die-with-stdin")) {
            Thread guard = new Thread(() -> {
                try {
                    while (System.in.read() >= 0) {}
                } catch (IOException closed) {
                    // Ends as well.
                }
                Runtime.getRuntime().halt(4);
            });
            guard.setDaemon(true);
            guard.start();
        }
        Thread.sleep(600_000);
    }

    /** Uses memory until there is none. */
    private static void hoard() {
        List<byte[]> memory = new ArrayList<>();
        while (true) {
            // Large steps: near its limit a container takes its pages of files from the disk again and again.
            byte[] block = new byte[16 << 20];
            Arrays.fill(block, (byte) 1);
            memory.add(block);
        }
    }

    private static void tryToWrite(Path session) throws IOException {
        for (String place : new String[] {"/probe", "/etc/probe", "/usr/probe", "/gradlock/probe"}) {
            String result;
            try {
                Files.writeString(Path.of(place), "");
                result = "written";
            } catch (IOException refused) {
                result = "refused";
            }
            append(session.resolve("writes.txt"), place + " " + result + "\n");
        }
        String network;
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(new java.net.InetSocketAddress("192.0.2.1", 80), 2000);
            network = "connected";
        } catch (IOException refused) {
            network = "refused";
        }
        append(session.resolve("writes.txt"), "network " + network + "\n");
        append(session.resolve("writes.txt"), Files.readString(Path.of("/proc/self/status")));
    }

    private static void chatter() {
        String line = "x".repeat(1000);
        for (int i = 0; i < 20_000; i++) {
            System.out.println(line);
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(
                    file, text, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }
}
