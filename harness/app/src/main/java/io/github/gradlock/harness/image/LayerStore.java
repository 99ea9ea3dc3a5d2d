package io.github.gradlock.harness.image;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Layers that were made, by the hash of what they were made of: another engine gets them without that they are made again. What is kept
 * is {@code SHA256 SIZE}; the layer is a file of the store.
 */
final class LayerStore {
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,15})\\n");

    private final Path home;
    private final Store store;

    LayerStore(Path home) {
        this.home = home;
        this.store = new Store(home);
    }

    /** Makes a layer. */
    @FunctionalInterface
    interface Recipe {
        /**
         * Makes it.
         *
         * @param work an empty folder
         */
        Layer make(Path work) throws IOException, InterruptedException, UnavailableException;
    }

    /**
     * Returns a layer, which is made if it is not kept. One that is kept was not hashed: who hands it on does so meanwhile.
     *
     * @param inputs hash of all that it is made of
     */
    Layer provide(String inputs, Recipe recipe) throws IOException, InterruptedException, UnavailableException {
        Optional<Layer> kept = find(inputs);
        if (kept.isPresent()) {
            return kept.get();
        }
        Path work = store.newFolder();
        try {
            Layer made = recipe.make(work);
            Path file = store.provide(
                    made.content(), arriving -> Files.move(made.file(), arriving, StandardCopyOption.REPLACE_EXISTING));
            write(inputs, made);
            return new Layer(file, made.sha256(), made.size());
        } finally {
            delete(work);
        }
    }

    /** Returns the layer that was made of inputs, if it is kept; it was not hashed. */
    Optional<Layer> find(String inputs) throws IOException {
        Optional<Content> content = entry(inputs);
        return content.isEmpty()
                ? Optional.empty()
                : store.find(content.get())
                        .map(file -> new Layer(
                                file, content.get().sha256(), content.get().size()));
    }

    /** Returns the digest of the layer that was made of inputs, if one was. */
    Optional<String> digest(String inputs) throws IOException {
        return entry(inputs).map(Content::sha256);
    }

    /** Hashes the layer that was made of inputs, if it is kept; one that is damaged is removed. */
    Optional<Store.Damage> verify(String inputs) throws IOException, InterruptedException {
        Optional<Content> content = entry(inputs);
        return content.isPresent() ? store.verify(content.get()) : Optional.empty();
    }

    private Optional<Content> entry(String inputs) throws IOException {
        try {
            Matcher entry = ENTRY.matcher(Files.readString(place(inputs)));
            return entry.matches()
                    ? Optional.of(new Layer(place(inputs), entry.group(1), Long.parseLong(entry.group(2))).content())
                    : Optional.empty();
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    private void write(String inputs, Layer made) throws IOException {
        Path place = place(inputs);
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Path temporary = Files.createTempFile(place.getParent(), inputs.substring(0, 8), ".part");
        try {
            Files.writeString(temporary, made.sha256() + " " + made.size() + "\n");
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path place(String inputs) {
        return home.resolve("store").resolve("layers").resolve(inputs);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
