package io.github.gradlock.harness.export;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An environment as a Dockerfile: images by digest, packages at their versions and checked, jars by checksum. */
public final class Dockerfile {
    private static final String JAVA_HOME = "/opt/java/openjdk";
    private static final String CONDA_PREFIX = "/opt/env";
    private static final String JARS = "/opt/gradlock/lib/";

    private final StringBuilder text = new StringBuilder();

    private Dockerfile() {}

    /**
     * Returns the file.
     *
     * @throws GradlockException if the environment is no container, or nothing is pinned for the platform
     */
    public static String of(EnvironmentSpec spec, PlatformLock pins) {
        Dockerfile file = new Dockerfile();
        file.line("# " + spec.name() + ", as its lock pins it. Written by gradlock env export.");
        file.line("FROM " + reference(spec, pins.image()));
        file.conda(pins.packagesOf("conda"));
        JdkLock jdk = pins.jdk();
        if (jdk != null && jdk.image() != null) {
            file.line("COPY --from=" + reference(spec, jdk.image()) + " " + JAVA_HOME + " " + JAVA_HOME);
            file.line("ENV JAVA_HOME=" + JAVA_HOME + " PATH=" + JAVA_HOME + "/bin:$PATH");
        }
        file.packages(pins.packagesOf("apt"));
        file.jars(pins.packagesOf("maven"));
        if (!spec.jvm().isEmpty()) {
            file.line("# Options of its JVM, which gradlock gives to each: " + String.join(" ", spec.jvm()));
        }
        spec.variables().forEach((name, value) -> file.line("ENV " + name + "=" + quoted(value)));
        return file.text.toString();
    }

    static String reference(EnvironmentSpec spec, @org.jspecify.annotations.Nullable ImageLock image) {
        if (image == null) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " pins no image for this platform",
                    "a host environment can be exported as conda or github-matrix; a container needs a lock for the platform");
        }
        return image.repository() + "@"
                + Objects.requireNonNullElse(
                        image.manifestDigest(), Objects.requireNonNullElse(image.indexDigest(), ""));
    }

    /** Linked from checked files, as gradlock does it; the channels are where the image's micromamba looks for them. */
    private void conda(List<PackageLock> packages) {
        if (packages.isEmpty()) {
            return;
        }
        line("USER root");
        line(
                "RUN set -eu; alias=$(micromamba config list channel_alias --all --no-rc | sed -n 's/^channel_alias: *//p'); \\");
        line("    { echo @EXPLICIT; \\");
        for (PackageLock one : packages) {
            String address = one.file().contains("://") ? one.file() : "$alias/" + one.file();
            line("      echo \"" + address + "#" + one.sha256() + "\"; \\");
        }
        line("    } > /tmp/explicit.txt; \\");
        line("    micromamba create -y --no-rc --no-pyc --always-copy -r /tmp/root -p " + CONDA_PREFIX
                + " -f /tmp/explicit.txt; \\");
        line("    rm -rf /tmp/root /tmp/explicit.txt");
        boolean hasJdk = packages.stream().anyMatch(one -> one.name().equals("openjdk"));
        line("ENV CONDA_PREFIX=" + CONDA_PREFIX + " PATH=" + CONDA_PREFIX + "/bin:$PATH"
                + (hasJdk ? " JAVA_HOME=" + CONDA_PREFIX + "/lib/jvm" : ""));
    }

    private void packages(List<PackageLock> packages) {
        if (packages.isEmpty()) {
            return;
        }
        line(
                "# A mirror drops old versions: then the download fails, and a dated archive in the image's sources helps.");
        line("RUN set -eu; export DEBIAN_FRONTEND=noninteractive; mkdir -p /tmp/packages /usr/share/man/man1; \\");
        line("    cd /tmp/packages; apt-get -q update; apt-get -q -o APT::Sandbox::User=root download \\");
        for (int i = 0; i < packages.size(); i++) {
            PackageLock one = packages.get(i);
            line("      '" + one.name() + "=" + one.version() + "'" + (i == packages.size() - 1 ? "; \\" : " \\"));
        }
        for (PackageLock one : packages) {
            line("    echo \"" + one.sha256() + "  $(echo " + one.name().replaceFirst(":.*", "") + "_"
                    + one.version().replace(":", "%3a") + "_*.deb)\" | sha256sum -c -; \\");
        }
        line("    apt-get -q install -y --no-install-recommends --allow-downgrades ./*.deb; \\");
        line("    cd /; rm -rf /tmp/packages /var/lib/apt/lists/*");
    }

    private void jars(List<PackageLock> jars) {
        if (jars.isEmpty()) {
            return;
        }
        line("# docker build --build-arg MAVEN_REPOSITORY=ADDRESS: where these are found.");
        line("ARG MAVEN_REPOSITORY");
        List<String> places = new ArrayList<>();
        for (PackageLock one : jars) {
            // Numbered, since two may have one name, and the class path has an order.
            String place =
                    JARS + places.size() + "-" + one.file().substring(one.file().lastIndexOf('/') + 1);
            line("ADD --checksum=sha256:" + one.sha256() + " ${MAVEN_REPOSITORY}/" + one.file() + " " + place);
            places.add(place);
        }
        line("ENV CLASSPATH=" + String.join(":", places));
    }

    /** A line that ends in a value would begin an instruction of its own. */
    private static String quoted(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw GradlockException.badInput(
                    null,
                    "a variable has a line end or another control character, which a Dockerfile cannot say",
                    "export another format, or change the variable");
        }
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
