package io.github.gradlock.harness.signature;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a signature.
 *
 * @param file that holds it
 * @param format of the file
 * @param state what it is worth
 * @param key that made it, by its type and fingerprint; null where it is not known
 * @param signer who made it, as the person who checks knows them; null where it is not known
 * @param problem what is wrong or was not done; null where nothing is
 * @param hint what to do next; null where nothing is to be done
 */
public record SignatureVerdict(
        Path file,
        SignatureFormat format,
        State state,
        @Nullable String key,
        @Nullable String signer,
        @Nullable String problem,
        @Nullable String hint) {
    /** What a signature is worth. */
    public enum State {
        /** It is over this manifest, by the signer who was asked for. */
        TRUSTED,
        /** It is over this manifest; by whom was not asked. */
        VALID,
        /** It is over this manifest, by somebody else than was asked for. */
        OTHER_SIGNER,
        /** It is not over this manifest, not for this purpose, or no longer good. */
        WRONG,
        /** It could not be checked: a program or a key is not here. */
        UNCHECKED
    }

    /** Returns what is known where all is as it should be. */
    static SignatureVerdict good(Path file, SignatureFormat format, State state, String key, @Nullable String signer) {
        return new SignatureVerdict(file, format, state, key, signer, null, null);
    }

    /** Returns what is known where something is not. */
    static SignatureVerdict of(
            Path file, SignatureFormat format, State state, @Nullable String key, String problem, String hint) {
        return new SignatureVerdict(file, format, state, key, null, problem, hint);
    }
}
