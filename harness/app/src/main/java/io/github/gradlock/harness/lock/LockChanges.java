package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells which pins moved from one lock to another, one line a pin. */
public final class LockChanges {
    private final List<String> lines = new ArrayList<>();

    private LockChanges() {}

    /** Returns the lines, {@code linux-64: jdk 17.0.15+6 → 17.0.16+8} for instance. */
    public static List<String> between(EnvironmentLock before, EnvironmentLock after) {
        LockChanges changes = new LockChanges();
        TreeSet<String> platforms = new TreeSet<>(before.platforms().keySet());
        platforms.addAll(after.platforms().keySet());
        for (String platform : platforms) {
            PlatformLock old = before.platforms().getOrDefault(platform, PlatformLock.NOTHING);
            PlatformLock now = after.platforms().getOrDefault(platform, PlatformLock.NOTHING);
            Map<String, String> were = pins(old);
            Map<String, String> are = pins(now);
            TreeSet<String> names = new TreeSet<>(were.keySet());
            names.addAll(are.keySet());
            names.forEach(name -> changes.line(platform + ": " + name, were.get(name), are.get(name)));
        }
        return List.copyOf(changes.lines);
    }

    private static Map<String, String> pins(PlatformLock platform) {
        Map<String, String> pins = new TreeMap<>();
        image(pins, "image", platform.image());
        JdkLock jdk = platform.jdk();
        if (jdk != null) {
            pins.put("jdk", jdk.version() + " of " + jdk.vendor());
            if (jdk.modulesSha256() != null) {
                pins.put("lib/modules", "sha256:" + jdk.modulesSha256());
            }
            image(pins, "image of the JDK", jdk.image());
        }
        if (platform.cuda() != null) {
            pins.put("cuda", platform.cuda());
        }
        for (PackageLock one : platform.packages()) {
            pins.put(one.name(), one.version() + " sha256:" + one.sha256().substring(0, 12) + "…");
        }
        return pins;
    }

    private static void image(Map<String, String> pins, String name, @Nullable ImageLock image) {
        if (image != null) {
            String digest = Objects.requireNonNullElse(
                    image.manifestDigest(), Objects.requireNonNullElse(image.indexDigest(), ""));
            pins.put(name, image.repository() + ":" + image.tag() + "@" + digest);
        }
    }

    private void line(String what, @Nullable String before, @Nullable String after) {
        if (before == null) {
            lines.add(what + " " + after + " (new)");
        } else if (after == null) {
            lines.add(what + " " + before + " (gone)");
        } else if (!before.equals(after)) {
            lines.add(what + " " + before + " → " + after);
        }
    }
}
