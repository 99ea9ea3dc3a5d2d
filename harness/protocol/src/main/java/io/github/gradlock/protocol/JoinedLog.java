package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The logs of all restarts in one file, each cut to its share of what a bundle may hold. */
final class JoinedLog {
    private JoinedLog() {}

    static void write(List<Path> logs, Path target) throws IOException {
        int share = Limits.LOG_BYTES / Math.max(1, logs.size());
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int restart = 0; restart < logs.size(); restart++) {
                Path log = logs.get(restart);
                if (!Files.isRegularFile(log)) {
                    continue;
                }
                if (logs.size() > 1) {
                    note(out, "--- restart " + restart);
                }
                try (InputStream in = Files.newInputStream(log)) {
                    out.write(in.readNBytes(share));
                }
                if (Files.size(log) > share) {
                    note(out, "\n--- cut: the log has " + Files.size(log) + " bytes");
                }
            }
        }
    }

    private static void note(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
