package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that look like JDKs. */
public final class FakeJdk {
    private FakeJdk() {}

    /** Makes one; the runtime version is written as in a real release file. */
    public static Path make(Path home, String vendor, String runtimeVersion) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("bin/java"), "");
        Files.writeString(home.resolve("lib/modules"), "modules of " + vendor + " " + runtimeVersion);
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"" + vendor + "\"\nJAVA_RUNTIME_VERSION=\"" + runtimeVersion + "\"\n");
        return home;
    }
}
