package io.github.gradlock.harness.image;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.image.DerivedImage.Workshop;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is put on top of a base image: one layer. */
interface ImagePart {
    /** Returns all that decides about the layer: the same text, the same bytes. */
    String inputs();

    /**
     * Makes the layer.
     *
     * @param work an empty folder
     */
    Layer make(Workshop workshop, Path work) throws IOException, InterruptedException, UnavailableException;

    /**
     * Returns the variables that the image gets by it.
     *
     * @param path the PATH without it
     */
    Map<String, String> variables(Workshop workshop, String path);

    /** Returns the packages that it is made of, if it is. */
    List<PackageLock> packages();

    /**
     * Returns the packages that are of another version than the lock says, with what their files say.
     *
     * @param layer that was made of them; null where it is not there, and nothing that needs it is said
     */
    Map<PackageLock, String> otherVersions(@Nullable Path layer) throws IOException;

    /**
     * Returns a line of inputs for each package. Its version is none: the checksum decides, and a lock that is wrong about the version means
     * the same layer, which then shows it.
     */
    static String lines(List<PackageLock> packages) {
        StringBuilder lines = new StringBuilder();
        packages.forEach(pinned ->
                lines.append(pinned.name()).append(' ').append(pinned.sha256()).append('\n'));
        return lines.toString();
    }

    /** Returns what says which image it is: the registry and the repository do not matter. */
    static String digest(String reference) {
        return reference.substring(reference.indexOf('@') + 1);
    }
}
