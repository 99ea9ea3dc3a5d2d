package io.github.gradlock.harness.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What apt would install.
 *
 * @param packages files to fetch, sorted by name and version
 * @param archiveDate when the newest of the archives that it looked into was made, as dated archives write it: {@code 20261129T084512Z};
 *     null where nothing was asked for, or they do not say
 */
public record AptResolution(
        List<AptPackage> packages, @Nullable String archiveDate) {
    /** Of no packages. */
    public static final AptResolution NOTHING = new AptResolution(List.of(), null);

    /** Copies the list. */
    public AptResolution {
        packages = List.copyOf(packages);
    }
}
