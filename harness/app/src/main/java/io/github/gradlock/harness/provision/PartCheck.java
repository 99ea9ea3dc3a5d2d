package io.github.gradlock.harness.provision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a part of an environment.
 *
 * @param part for people: {@code image debian@sha256:…}, {@code jar org.jcuda:jcuda 12.6.0}
 * @param state whether it is as the lock says
 * @param expected the digest of the lock, or its version of a JDK in an image; null where the part has none
 * @param found what was found in its place; null where nothing was
 */
public record PartCheck(
        String part,
        State state,
        @Nullable String expected,
        @Nullable String found) {
    /** How a part stands. */
    public enum State {
        /** It is there, and is what the lock says. */
        WHOLE,
        /** It is not there. */
        MISSING,
        /** It is there, and nothing is known to hold it against. */
        UNKNOWN,
        /** It is there, and is something else; a file of the store was removed. */
        ALTERED
    }

    /** Returns how jars stand. */
    public static List<PartCheck> ofJars(List<Jars.Found> jars) {
        return jars.stream()
                .map(jar -> {
                    String what =
                            "jar " + jar.pinned().name() + " " + jar.pinned().version();
                    String found = jar.found();
                    if (jar.isWhole() && jar.size() != jar.pinned().size()) {
                        return altered(what + ", its size", jar.pinned().size() + " bytes", jar.size() + " bytes");
                    }
                    if (jar.isWhole() && !Jars.isOfItsVersion(jar.pinned())) {
                        return altered(
                                what + ", its version",
                                jar.pinned().version(),
                                jar.pinned().file());
                    }
                    return found == null
                            ? missing(what, jar.pinned().sha256())
                            : jar.isWhole()
                                    ? whole(what, found)
                                    : altered(what, jar.pinned().sha256(), found);
                })
                .toList();
    }

    /** A part that is as the lock says. */
    public static PartCheck whole(String part, @Nullable String digest) {
        return new PartCheck(part, State.WHOLE, digest, digest);
    }

    /** A part that is not there. */
    public static PartCheck missing(String part, @Nullable String expected) {
        return new PartCheck(part, State.MISSING, expected, null);
    }

    /** A part that there is nothing to hold against. */
    public static PartCheck unknown(String part, @Nullable String found) {
        return new PartCheck(part, State.UNKNOWN, null, found);
    }

    /** A part that is something else. */
    public static PartCheck altered(String part, String expected, String found) {
        return new PartCheck(part, State.ALTERED, expected, found);
    }
}
