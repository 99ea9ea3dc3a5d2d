package io.github.gradlock.harness.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.runtime.PartCheck;
import io.github.gradlock.harness.runtime.UnavailableException;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An image that is a base image with a JDK of another image, with packages, or with both. It is pinned by its inputs: their hash is its tag, and
 * the same inputs give the same layers and the same image ID in every engine.
 */
public final class DerivedImage {
    /** A label that tells which images gradlock made. */
    public static final String LABEL = "io.github.gradlock";

    /** A label with the exact name of the environment that an image was made for. */
    public static final String NAME_LABEL = "io.github.gradlock.environment";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._/+~%-]+\\.deb");
    private static final String FORMAT = "1";
    private static final int TAG_DIGITS = 16;

    private final String environment;
    private final String base;
    private final @Nullable String jdk;
    private final List<PackageLock> packages;

    /**
     * Names the inputs.
     *
     * @param environment its name, for the tag and for messages
     * @param base {@code repository@digest}
     * @param jdk the image whose JDK is copied in, {@code repository@digest}; null for none
     * @param packages everything to install, dependencies among it
     */
    public DerivedImage(String environment, String base, @Nullable String jdk, List<PackageLock> packages) {
        this.environment = environment;
        this.base = base;
        this.jdk = jdk;
        this.packages = packages.stream()
                .sorted(Comparator.comparing(PackageLock::name))
                .toList();
        this.packages.forEach(DerivedImage::check);
    }

    /** What becomes a name of a file is looked at first. */
    private static void check(PackageLock pinned) {
        if (!NAME.matcher(pinned.name()).matches()
                || !FILE.matcher(pinned.file()).matches()) {
            throw GradlockException.badInput(
                    null,
                    "not a pinned package of apt: " + pinned.name() + " " + pinned.version() + " " + pinned.file(),
                    "gradlock lock --update writes the lock anew");
        }
    }

    /** Returns whether there is anything to add to the base image. */
    public boolean isNeeded() {
        return jdk != null || !packages.isEmpty();
    }

    /** Returns what the images of an environment are called, without the hash of their inputs. */
    public static String repository(String environment) {
        return "gradlock/"
                + environment
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
    }

    /** Returns the tag, which follows from the inputs. */
    public String tag() {
        String inputs = jdk == null ? packageInputs() : jdkInputs() + packageInputs();
        return repository(environment) + ":" + hash(inputs).substring(0, TAG_DIGITS);
    }

    /** The registry and the repository do not matter: the digest says what an image is. */
    private static String digest(String reference) {
        return reference.substring(reference.indexOf('@') + 1);
    }

    private String jdkInputs() {
        return "jdk " + FORMAT + " " + digest(String.valueOf(jdk)) + "\n";
    }

    private String packageInputs() {
        return packages.stream()
                .map(pinned -> pinned.name() + " " + pinned.version() + " " + pinned.sha256())
                .collect(Collectors.joining(
                        "\n", "packages " + FORMAT + " on " + digest(base) + "\n", "\n" + PackageLayer.recipe()));
    }

    private static String hash(String text) {
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What making an image needs.
     *
     * @param client of the engine, which has the base and the image of the JDK
     * @param labels by which containers are swept whose harness died
     * @param home of gradlock, for the store
     * @param environment variables that may name archives
     * @param offline whether nothing may be fetched
     * @param says hears what is done
     */
    public record Workshop(
            DockerClient client,
            Map<String, String> labels,
            Path home,
            Map<String, String> environment,
            boolean offline,
            Consumer<String> says) {}

    /**
     * Makes it, unless the engine has it; returns its tag.
     *
     * @param archiveDate of the packages' archive when they were pinned; null where the lock does not say
     * @throws UnavailableException if it is not there, and nothing may be fetched
     */
    public String provide(Workshop workshop, @Nullable String archiveDate)
            throws UnavailableException, IOException, InterruptedException {
        String tag = tag();
        LayerStore kept = new LayerStore(workshop.home());
        if (isKnown(workshop.client(), kept)) {
            return tag;
        }
        workshop.says().accept("makes " + tag + " from " + base);
        Containers containers = new Containers(workshop.client(), workshop.labels());
        List<Layer> layers = new ArrayList<>();
        Map<String, String> variables = new TreeMap<>();
        if (jdk != null) {
            String javaHome = javaHome(workshop.client(), jdk);
            layers.add(kept.provide(hash(jdkInputs()), work -> jdkLayer(containers, jdk, javaHome, work)));
            variables.put("JAVA_HOME", javaHome);
            variables.put("PATH", javaHome + "/bin:" + path(workshop.client()));
        }
        if (!packages.isEmpty()) {
            DebFiles files = new DebFiles(
                    new Store(workshop.home()),
                    new DebSources(containers, base, workshop.environment()),
                    workshop.offline(),
                    workshop.says());
            PackageLayer layer = new PackageLayer(containers, base);
            layers.add(kept.provide(
                    hash(packageInputs()),
                    work -> layer.make(files.provide(packages, archiveDate), work, workshop.says())));
        }
        InspectImageResponse from = workshop.client().inspectImageCmd(base).exec();
        new ImageArchive(from, layers, variables, Map.of(LABEL, "true", NAME_LABEL, environment), tag)
                .load(workshop.client());
        return tag;
    }

    /** Hashes of what each layer is made of, from the lowest. */
    private List<String> inputs() {
        List<String> inputs = new ArrayList<>();
        if (jdk != null) {
            inputs.add(hash(jdkInputs()));
        }
        if (!packages.isEmpty()) {
            inputs.add(hash(packageInputs()));
        }
        return inputs;
    }

    /**
     * Returns whether the engine's image of this tag has the layers of its base and those that were made of its inputs: anybody can give an
     * image a tag. Where it is not known what was made, it is made again, and is the same.
     */
    private boolean isKnown(DockerClient client, LayerStore kept) throws IOException {
        InspectImageResponse image = inspect(client, tag());
        InspectImageResponse below = inspect(client, base);
        if (image == null || below == null) {
            return false;
        }
        List<String> expected = new ArrayList<>(ImageArchive.diffIds(below));
        for (String input : inputs()) {
            expected.add("sha256:" + kept.digest(input).orElse("unknown"));
        }
        return ImageArchive.diffIds(image).equals(expected);
    }

    /**
     * Holds the image against its base and the layers that were made of its inputs, and their files in the store to their checksums. Files that
     * are not in the store are not missed: they are needed to make an image, not to run it.
     */
    public List<PartCheck> verify(DockerClient client, Path home) throws IOException, InterruptedException {
        List<PartCheck> checks = new ArrayList<>();
        LayerStore kept = new LayerStore(home);
        InspectImageResponse image = inspect(client, tag());
        InspectImageResponse below = inspect(client, base);
        List<String> layers = image == null ? List.of() : ImageArchive.diffIds(image);
        List<String> ofBase = below == null ? List.of() : ImageArchive.diffIds(below);
        List<String> inputs = inputs();
        String what = "image " + tag();
        boolean onBase = layers.size() == ofBase.size() + inputs.size()
                && layers.subList(0, ofBase.size()).equals(ofBase);
        if (image != null && !onBase) {
            checks.add(PartCheck.altered(what + ", its base", String.join(" ", ofBase), String.join(" ", layers)));
        }
        for (int i = 0; i < inputs.size(); i++) {
            String expected = kept.digest(inputs.get(i)).orElse(null);
            String found = onBase ? layers.get(ofBase.size() + i).replaceFirst("^sha256:", "") : null;
            String layer = what + ", layer " + (i + 1) + " of " + inputs.size();
            if (image == null || onBase) {
                checks.add(ofLayer(layer, expected, found));
            }
            kept.verify(inputs.get(i)).ifPresent(damage -> checks.add(damaged(layer + ", in the store", damage)));
        }
        Store store = new Store(home);
        for (PackageLock pinned : packages) {
            store.verify(DebFiles.content(pinned))
                    .ifPresent(damage -> checks.add(
                            damaged("package " + pinned.name() + " " + pinned.version() + " in the store", damage)));
        }
        return checks;
    }

    private static PartCheck ofLayer(String what, @Nullable String expected, @Nullable String found) {
        if (found == null) {
            return PartCheck.missing(what, expected);
        }
        if (expected == null) {
            return PartCheck.unknown(what + ", which was not made here", found);
        }
        return expected.equals(found) ? PartCheck.whole(what, found) : PartCheck.altered(what, expected, found);
    }

    private static PartCheck damaged(String what, Store.Damage damage) {
        return PartCheck.altered(what, damage.expected(), damage.found());
    }

    private static Layer jdkLayer(Containers containers, String image, String javaHome, Path work)
            throws IOException, InterruptedException {
        String folder = LayerTar.plain(javaHome);
        String above = folder.substring(0, folder.lastIndexOf('/') + 1);
        return containers.with(image, false, List.of("/bin/true"), container -> {
            try (InputStream files = containers
                    .client()
                    .copyArchiveFromContainerCmd(container, javaHome)
                    .exec()) {
                return new LayerTar(path -> above + path, Instant.now()).write(files, java.util.Set.of(), work);
            }
        });
    }

    private static String javaHome(DockerClient client, String image) {
        String home = variable(client.inspectImageCmd(image).exec(), "JAVA_HOME");
        if (home == null || !home.matches("/[A-Za-z0-9._/-]+") || home.contains("..")) {
            throw GradlockException.incomplete(
                    "the image " + image + " does not say where its JDK is (JAVA_HOME)",
                    "take the JDK from the channel temurin",
                    null);
        }
        return home;
    }

    private String path(DockerClient client) {
        String path = variable(client.inspectImageCmd(base).exec(), "PATH");
        return path == null ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : path;
    }

    private static @Nullable String variable(InspectImageResponse image, String name) {
        ContainerConfig config = image.getConfig();
        String[] variables = config == null ? null : config.getEnv();
        for (String variable : variables == null ? new String[0] : variables) {
            if (variable.startsWith(name + "=")) {
                return variable.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static @Nullable InspectImageResponse inspect(DockerClient client, String reference) {
        try {
            return client.inspectImageCmd(reference).exec();
        } catch (NotFoundException absent) {
            return null;
        }
    }
}
