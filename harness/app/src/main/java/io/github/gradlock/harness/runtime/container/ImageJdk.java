package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.image.Containers;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.runtime.JdkRelease;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JDK on the PATH of an image, as it is there: what an image says of itself is not believed.
 *
 * @param launcher path of {@code java}, links followed
 * @param release what its JDK says of itself
 */
record ImageJdk(String launcher, JdkRelease release) {
    /** Prints the path of the launcher and then the JDK's release file. */
    static final List<String> COMMAND = List.of(
            "sh", "-c", "j=$(readlink -f \"$(command -v java)\") && echo \"$j\" && cat \"${j%/bin/java}/release\"");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Looks into an image that the engine has. */
    static ImageJdk of(DockerClient client, Map<String, String> labels, String image, ResolvedEnvironment environment)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Containers containers = new Containers(client, labels);
        int status =
                containers.with(image, false, COMMAND, container -> containers.run(container, PATIENCE, lines::add));
        return parse(status, String.join("\n", lines), environment);
    }

    /**
     * Reads what the command printed.
     *
     * @throws GradlockException if there is no JDK
     */
    static ImageJdk parse(int status, String text, ResolvedEnvironment environment) {
        int line = text.indexOf('\n');
        if (status != 0 || line < 0) {
            throw GradlockException.incomplete(
                    "the image has no Java launcher on its PATH, or its JDK no release file: " + text.strip(),
                    "add jdk to the dependencies of " + environment.spec().file(),
                    null);
        }
        return new ImageJdk(text.substring(0, line), JdkRelease.parse(text.substring(line + 1)));
    }

    /**
     * Holds it against the lock.
     *
     * @throws GradlockException if it is another one
     */
    void hold(ResolvedEnvironment environment) {
        JdkLock locked = environment.pins().jdk();
        if (locked != null && !release.isVersion(locked.version())) {
            throw GradlockException.badInput(
                    environment
                            .spec()
                            .file()
                            .resolveSibling(EnvironmentLock.FILE_NAME)
                            .toString(),
                    "the JDK in the image is " + release.version() + ", the lock says " + locked.version(),
                    "gradlock lock --update " + environment.spec().argument() + " pins what is there");
        }
    }

    /** Tells how it stands beside the one of a lock. */
    PartCheck check(JdkLock locked) {
        String what = "JDK of " + locked.vendor() + " at " + launcher;
        return release.isVersion(locked.version())
                ? PartCheck.whole(what, locked.version())
                : PartCheck.altered(what, locked.version(), release.version());
    }
}
