package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a lock as text: sorted, line feeds only, the same bytes for the same pins. */
final class LockText {
    static final int VERSION = 1;

    private final StringBuilder text = new StringBuilder();

    private LockText() {}

    static String of(EnvironmentLock lock) {
        return "# Written by \"gradlock lock " + lock.name() + "\"; do not edit it, change environment.yml.\n"
                + "# \"gradlock lock " + lock.name() + " --update\" moves the pins to what is current.\n"
                + pins(lock);
    }

    /** What is pinned, and no comment. */
    private static String pins(EnvironmentLock lock) {
        LockText text = new LockText();
        text.line(0, "lock-version", Integer.toString(VERSION), false);
        text.line(0, "spec-hash", lock.specHash(), true);
        text.line(0, "name", lock.name(), true);
        text.text.append("platforms:").append(lock.platforms().isEmpty() ? " {}\n" : "\n");
        lock.platforms().forEach((platform, pins) -> {
            text.text.append("  ").append(platform).append(":\n");
            text.platform(pins);
        });
        return text.text.toString();
    }

    /** Before the checksum at the end of a file; a comment for YAML. */
    static final String CHECKSUM = "# sha256:";

    /** Returns the text with its checksum, by which a change that somebody made by hand is noticed. */
    static String withChecksum(EnvironmentLock lock) {
        return of(lock) + CHECKSUM + lock.hash() + "\n";
    }

    /** Returns the SHA-256 of what is pinned, as it is written. */
    static String hash(EnvironmentLock lock) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(pins(lock).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private void platform(PlatformLock pins) {
        image(4, pins.image());
        JdkLock jdk = pins.jdk();
        if (jdk != null) {
            text.append("    jdk:\n");
            line(6, "vendor", jdk.vendor(), true);
            line(6, "version", jdk.version(), true);
            line(6, "modules-sha256", jdk.modulesSha256(), true);
            image(6, jdk.image());
        }
        line(4, "cuda", pins.cuda(), true);
        line(4, "archive-date", pins.archiveDate(), true);
        text.append("    packages:").append(pins.packages().isEmpty() ? " []\n" : "\n");
        for (PackageLock one : pins.packages()) {
            text.append("      - manager: ").append(one.manager()).append('\n');
            line(8, "name", one.name(), true);
            line(8, "version", one.version(), true);
            line(8, "file", one.file(), true);
            line(8, "size", Long.toString(one.size()), false);
            line(8, "sha256", one.sha256(), true);
        }
    }

    private void image(int indent, @Nullable ImageLock image) {
        if (image != null) {
            text.append(" ".repeat(indent)).append("image:\n");
            line(indent + 2, "repository", image.repository(), true);
            line(indent + 2, "tag", image.tag(), true);
            line(indent + 2, "index-digest", image.indexDigest(), true);
            line(indent + 2, "manifest-digest", image.manifestDigest(), true);
            line(indent + 2, "note", image.note(), true);
        }
    }

    private void line(int indent, String key, @Nullable String value, boolean quotable) {
        if (value != null) {
            text.append(" ".repeat(indent))
                    .append(key)
                    .append(": ")
                    .append(quotable ? scalar(value) : value)
                    .append('\n');
        }
    }

    /** Quotes what some YAML reader could take for something else than text. */
    private static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z0-9][A-Za-z0-9._/+~-]*(:[A-Za-z0-9._/+~-]+)*")
                && !value.matches("[0-9.eE+_:-]+|0[xo][0-9A-Fa-f]+")
                && !value.toLowerCase(Locale.ROOT).matches("true|false|yes|no|on|off|null|y|n");
        if (plain) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < 0x20 || character == 0x7f) {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
