package io.github.gradlock.harness.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import io.github.gradlock.harness.store.VerifiedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An image that is a base image with a JDK of another image, with packages of conda, with packages of Debian, or with several of these. It is
 * pinned by its inputs: their hash is its tag, and the same inputs give the same layers and the same image ID in every engine.
 */
public final class DerivedImage {
    /** A label that tells which images gradlock made. */
    public static final String LABEL = "io.github.gradlock";

    /** A label with the exact name of the environment that an image was made for. */
    public static final String NAME_LABEL = "io.github.gradlock.environment";

    private static final int TAG_DIGITS = 16;
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String environment;
    private final String base;
    private final List<ImagePart> parts = new ArrayList<>();

    /**
     * Names the inputs.
     *
     * @param environment its name, for the tag and for messages
     * @param base {@code repository@digest}
     * @param jdk the image whose JDK is copied in, {@code repository@digest}; null for none
     * @param packages everything to install, dependencies among it; those that are no part of an image are passed over
     */
    public DerivedImage(String environment, String base, @Nullable String jdk, List<PackageLock> packages) {
        this.environment = environment;
        this.base = base;
        List<PackageLock> sorted = packages.stream()
                .sorted(Comparator.comparing(PackageLock::name))
                .toList();
        List<PackageLock> conda =
                sorted.stream().filter(one -> one.manager().equals("conda")).toList();
        List<PackageLock> apt =
                sorted.stream().filter(one -> one.manager().equals("apt")).toList();
        // Later ones come first on the PATH: a JDK that was asked for by itself goes before one that packages brought.
        if (!conda.isEmpty()) {
            parts.add(new CondaPart(environment, base, conda));
        }
        if (jdk != null) {
            parts.add(new JdkPart(jdk));
        }
        if (!apt.isEmpty()) {
            parts.add(new AptPart(environment, base, apt));
        }
    }

    /** Returns whether there is anything to add to the base image. */
    public boolean isNeeded() {
        return !parts.isEmpty();
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
        String inputs = "on " + ImagePart.digest(base) + "\n"
                + parts.stream().map(ImagePart::inputs).collect(Collectors.joining());
        return repository(environment) + ":" + hash(inputs).substring(0, TAG_DIGITS);
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
     * @param archiveDate of Debian's packages when they were pinned; null where the lock does not say
     * @param offline whether nothing may be fetched
     * @param says hears what is done
     */
    public record Workshop(
            DockerClient client,
            Map<String, String> labels,
            Path home,
            Map<String, String> environment,
            @Nullable String archiveDate,
            boolean offline,
            Consumer<String> says) {
        Containers containers() {
            return new Containers(client, labels);
        }
    }

    /**
     * Makes it, unless the engine has it; returns its tag.
     *
     * @throws UnavailableException if it is not there, and nothing may be fetched
     */
    public String provide(Workshop workshop) throws UnavailableException, IOException, InterruptedException {
        String tag = tag();
        LayerStore kept = new LayerStore(workshop.home());
        packages(workshop.home()).requireSizes();
        if (isKnown(workshop.client(), kept)) {
            return tag;
        }
        workshop.says().accept("makes " + tag + " from " + base);
        try {
            archive(kept, workshop).load(workshop.client());
        } catch (VerifiedFile.Damaged damaged) {
            workshop.says().accept(damaged.getMessage() + ": it is made again");
            for (String inputs : inputs()) {
                // Removes what is damaged.
                kept.verify(inputs);
            }
            archive(kept, workshop).load(workshop.client());
        }
        return tag;
    }

    private ImageArchive archive(LayerStore kept, Workshop workshop)
            throws UnavailableException, IOException, InterruptedException {
        List<Layer> layers = new ArrayList<>();
        for (ImagePart part : parts) {
            layers.add(kept.provide(hash(part.inputs()), work -> make(part, workshop, work)));
        }
        InspectImageResponse from = workshop.client().inspectImageCmd(base).exec();
        Map<String, String> variables = new TreeMap<>();
        for (ImagePart part : parts) {
            String path = variables.getOrDefault(
                    "PATH", ImageSettings.variable(from, "PATH").orElse(USUAL_PATH));
            variables.putAll(part.variables(workshop, path));
        }
        return new ImageArchive(from, layers, variables, Map.of(LABEL, "true", NAME_LABEL, environment), tag());
    }

    private Layer make(ImagePart part, Workshop workshop, Path work)
            throws UnavailableException, IOException, InterruptedException {
        Layer made = part.make(workshop, work);
        PinnedPackages.requireVersions(environment, part, made.file());
        return made;
    }

    private PinnedPackages packages(Path home) {
        return new PinnedPackages(
                new Store(home),
                environment,
                parts.stream().flatMap(part -> part.packages().stream()).toList());
    }

    /** Hashes of what each layer is made of, from the lowest. */
    private List<String> inputs() {
        return parts.stream().map(part -> hash(part.inputs())).toList();
    }

    /**
     * Returns whether the engine's image of this tag has the layers of its base and those that were made of its inputs: anybody can give an
     * image a tag. Where it is not known what was made, it is made again, and is the same.
     */
    private boolean isKnown(DockerClient client, LayerStore kept) throws IOException {
        InspectImageResponse image = ImageSettings.inspect(client, tag());
        InspectImageResponse below = ImageSettings.inspect(client, base);
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
     * Holds the image against its base and the layers that were made of its inputs, and their files in the store to their checksums, sizes and
     * versions. Files that are not in the store are not missed: they are needed to make an image, not to run it.
     */
    public List<PartCheck> verify(DockerClient client, Path home) throws IOException, InterruptedException {
        List<PartCheck> checks = new ArrayList<>();
        LayerStore kept = new LayerStore(home);
        InspectImageResponse image = ImageSettings.inspect(client, tag());
        InspectImageResponse below = ImageSettings.inspect(client, base);
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
        checks.addAll(packages(home).verify());
        for (int i = 0; i < inputs.size(); i++) {
            Path layer = kept.find(inputs.get(i)).map(Layer::file).orElse(null);
            checks.addAll(PinnedPackages.verifyVersions(parts.get(i), layer));
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
}
