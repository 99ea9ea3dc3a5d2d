package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The layer that conda's packages make: linked by micromamba, in a container of its image without network, from files that were checked
 * before. Nothing is solved; micromamba checks each file once more.
 *
 * @param containers of the engine
 * @param base micromamba's image, as the engine knows it
 */
record CondaLayer(Containers containers, String base) {
    /** Where the packages are installed. */
    static final String PREFIX = "/opt/env";

    private static final String FOLDER = "gradlock-packages";
    private static final String LIST = "explicit.txt";

    /** It says when it was. */
    private static final String HISTORY = "opt/env/conda-meta/history";

    private static final List<String> COMMAND = List.of(
            "micromamba",
            "create",
            "-y",
            "--no-rc",
            "--offline",
            "--no-pyc",
            "--always-copy",
            "-r",
            "/" + FOLDER + "/root",
            "-p",
            PREFIX,
            "-f",
            "/" + FOLDER + "/" + LIST);

    /**
     * Links the packages.
     *
     * @param files package files by name
     * @param work an empty folder
     */
    Layer make(List<PackageLock> packages, Map<String, Path> files, Path work, Consumer<String> says)
            throws IOException, InterruptedException {
        Path list = Files.writeString(work.resolve(LIST), list(packages));
        Map<String, Path> all = new TreeMap<>(files);
        all.put(LIST, list);
        return containers.with(base, false, COMMAND, container -> {
            Installation installation = new Installation(containers, container);
            installation.copyIn(FOLDER, all);
            Instant begin = Installation.now();
            Installation.Outcome outcome = installation.run(says);
            Files.delete(list);
            if (outcome.status() != 0) {
                throw GradlockException.incomplete(
                        "the conda packages of the lock could not be installed: " + outcome.last(),
                        "the log of the environment has micromamba's whole output",
                        null);
            }
            try (InputStream linked = containers
                    .client()
                    .copyArchiveFromContainerCmd(container, PREFIX)
                    .exec()) {
                return new LayerTar(CondaLayer::place, begin).write(linked, Set.of(), work);
            }
        });
    }

    /** An archive of a folder begins with the folder's own name. */
    private static @org.jspecify.annotations.Nullable String place(String path) {
        String inImage = "opt/" + path;
        return inImage.equals(HISTORY) ? null : inImage;
    }

    /** conda's explicit list: an address and its checksum a line. */
    static String list(List<PackageLock> packages) {
        StringBuilder list = new StringBuilder("@EXPLICIT\n");
        for (PackageLock one : packages) {
            list.append("file:///")
                    .append(FOLDER)
                    .append('/')
                    .append(PackageFiles.content(one).name())
                    .append('#')
                    .append(one.sha256())
                    .append('\n');
        }
        return list.toString();
    }

    /** Returns everything that decides about a layer, beside its packages and the image below. */
    static String recipe() {
        return String.join(" ", COMMAND) + "\n" + HISTORY;
    }
}
