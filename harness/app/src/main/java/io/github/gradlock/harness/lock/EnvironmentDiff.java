package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In what two environments differ, part by part: {@code apt libc6: 2.36-9 → 2.36-10, +1.2 KiB}. */
public final class EnvironmentDiff {
    private static final String ABSENT = "∅";

    /**
     * A part that only one has, or that is another one.
     *
     * @param part which, {@code jdk}, {@code apt libc6}, {@code variable LC_ALL}
     * @param before what the first has; null if it has none
     * @param after what the second has; null if it has none
     * @param bytes by how much the second is larger; 0 where sizes are not known
     */
    public record Change(
            String part, @Nullable String before, @Nullable String after, long bytes) {
        /** Returns it for a person. */
        public String text() {
            String size = bytes == 0 ? "" : ", " + (bytes > 0 ? "+" : "−") + ByteCount.text(Math.abs(bytes));
            return part + ": " + Objects.requireNonNullElse(before, ABSENT) + " → "
                    + Objects.requireNonNullElse(after, ABSENT) + size;
        }
    }

    private record Part(String value, long bytes) {}

    private EnvironmentDiff() {}

    /** Returns the differences, in a fixed order. */
    public static List<Change> between(EnvironmentSpec a, PlatformLock ofA, EnvironmentSpec b, PlatformLock ofB) {
        Map<String, Part> before = parts(a, ofA);
        Map<String, Part> after = parts(b, ofB);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Part one = before.get(name);
            Part other = after.get(name);
            if (!Objects.equals(one, other)) {
                changes.add(new Change(
                        name.substring(name.indexOf(' ') + 1),
                        one == null ? null : one.value(),
                        other == null ? null : other.value(),
                        (other == null ? 0 : other.bytes()) - (one == null ? 0 : one.bytes())));
            }
        }
        return changes;
    }

    /** Returns the factors of variants that differ, by their names. */
    public static List<Change> between(Variant a, Variant b) {
        TreeSet<String> names = new TreeSet<>(a.factors().keySet());
        names.addAll(b.factors().keySet());
        return names.stream()
                .filter(name ->
                        !Objects.equals(a.factors().get(name), b.factors().get(name)))
                .map(name -> new Change(
                        "factor " + name, a.factors().get(name), b.factors().get(name), 0))
                .toList();
    }

    /** The number before a name sorts the kinds. */
    private static Map<String, Part> parts(EnvironmentSpec spec, PlatformLock pins) {
        Map<String, Part> parts = new LinkedHashMap<>();
        put(parts, "0 runtime", spec.runtime().name().toLowerCase(Locale.ROOT));
        image(parts, "1 image", pins.image());
        JdkLock jdk = pins.jdk();
        if (jdk != null) {
            put(parts, "2 jdk", jdk.version() + " of " + jdk.vendor());
            image(parts, "2 jdk image", jdk.image());
            put(parts, "2 jdk lib/modules", jdk.modulesSha256() == null ? null : shortened(jdk.modulesSha256()));
        }
        put(parts, "3 cuda", pins.cuda());
        for (PackageLock one : pins.packages()) {
            parts.put(
                    "4 " + one.manager() + " " + one.name(),
                    new Part(one.version() + " (" + shortened(one.sha256()) + ")", one.size()));
        }
        put(parts, "5 jvm", spec.jvm().isEmpty() ? null : String.join(" ", spec.jvm()));
        new TreeMap<>(spec.variables()).forEach((name, value) -> put(parts, "6 variable " + name, value));
        put(parts, "7 gpu", spec.gpu().name().toLowerCase(Locale.ROOT));
        put(parts, "8 limits", spec.limits().toString().replaceFirst("^Limits", ""));
        put(
                parts,
                "9 variants",
                String.join(" ", spec.variants().stream().map(Object::toString).toList()));
        return parts;
    }

    private static void image(Map<String, Part> parts, String name, @Nullable ImageLock image) {
        if (image != null) {
            String digest = Objects.requireNonNullElse(
                    image.manifestDigest(), Objects.requireNonNullElse(image.indexDigest(), ""));
            put(parts, name, image.repository() + ":" + image.tag() + " (" + shortened(digest) + ")");
        }
    }

    private static void put(Map<String, Part> parts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(name, new Part(value, 0));
        }
    }

    private static String shortened(String digest) {
        String hex = digest.replaceFirst("^sha256:", "");
        return "sha256:" + hex.substring(0, Math.min(12, hex.length())) + "…";
    }
}
