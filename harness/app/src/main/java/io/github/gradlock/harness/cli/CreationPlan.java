package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What making an environment would take, for people; no engine and no network is asked. */
final class CreationPlan {
    private CreationPlan() {}

    /** Returns a line a part: images, the JDK, and packages by their managers with what the store has not. */
    static List<String> of(PlatformLock pins, Path home) throws IOException {
        List<String> parts = new ArrayList<>();
        add(parts, pins.image());
        JdkLock jdk = pins.jdk();
        if (jdk != null) {
            add(parts, jdk.image());
            parts.add("jdk " + jdk.version() + " of " + jdk.vendor());
        }
        Map<String, List<PackageLock>> managers = new TreeMap<>();
        pins.packages()
                .forEach(one -> managers.computeIfAbsent(one.manager(), unknown -> new ArrayList<>())
                        .add(one));
        for (Map.Entry<String, List<PackageLock>> manager : managers.entrySet()) {
            parts.add(manager.getKey() + " " + packages(manager.getValue(), new Store(home)));
        }
        return parts;
    }

    private static void add(List<String> parts, @Nullable ImageLock image) {
        if (image != null) {
            String digest = image.manifestDigest() == null ? image.indexDigest() : image.manifestDigest();
            parts.add("image " + image.repository() + ":" + image.tag() + (digest == null ? "" : "@" + digest));
        }
    }

    private static String packages(List<PackageLock> packages, Store store) throws IOException {
        long size = 0;
        long absent = 0;
        for (PackageLock one : packages) {
            size += one.size();
            if (store.find(new Content(one.file(), one.sha256(), one.size())).isEmpty()) {
                absent += one.size();
            }
        }
        return packages.size()
                + (packages.size() == 1 ? " package, " : " packages, ")
                + ByteCount.text(size)
                + (absent == 0 ? ", all in the store" : ", " + ByteCount.text(absent) + " not in the store");
    }
}
