package io.github.gradlock.harness.image;

import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** What dpkg says of the packages that a layer installed, which it has from their files. */
final class DpkgStatus {
    private static final String FILE = "var/lib/dpkg/status";

    private final Map<String, TreeSet<String>> versions = new TreeMap<>();

    private DpkgStatus() {}

    /**
     * Returns the packages of a lock that are of another version than it says, each with what was installed in its place.
     *
     * @param layer a tar archive; one without dpkg's file installed none of them
     */
    static Map<PackageLock, String> otherVersions(Path layer, List<PackageLock> packages) throws IOException {
        Map<PackageLock, String> others = new LinkedHashMap<>();
        DpkgStatus status = new DpkgStatus();
        try (TarFile tar = new TarFile(layer)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (entry.getName().equals(FILE) && entry.isFile()) {
                    try (InputStream in = tar.getInputStream(entry)) {
                        status.read(in);
                    }
                }
            }
        }
        packages.forEach(pinned -> status.compare(pinned, others));
        return others;
    }

    private void read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length()).strip();
            } else if (line.startsWith("Version: ")) {
                versions.computeIfAbsent(name, unknown -> new TreeSet<>())
                        .add(line.substring("Version: ".length()).strip());
            }
        }
    }

    /** A package of several architectures has a version for each. */
    private void compare(PackageLock pinned, Map<PackageLock, String> others) {
        TreeSet<String> found = versions.getOrDefault(pinned.name().replaceFirst(":.*", ""), new TreeSet<>());
        if (!found.contains(pinned.version())) {
            others.put(pinned, found.isEmpty() ? "no package of this name" : String.join(" ", found));
        }
    }
}
