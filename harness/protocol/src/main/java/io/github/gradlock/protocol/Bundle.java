package io.github.gradlock.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A result bundle, opened for reading: a folder, the same folder as a zip, or {@code values.safetensors} alone.
 *
 * <p>Nothing is believed: sizes are limited, and what is used was checked before: a tensor against its hash in {@code
 * cases.jsonl}, and that file and the trace against their checksums in the manifest. Safe for use by several threads.
 */
public interface Bundle extends Closeable {
    /** Returns where it was opened. */
    Path path();

    /** Returns the manifest; for a lone safetensors file one that names the file and nothing else. */
    Manifest manifest();

    /** Returns whether the run that wrote it did not come to its end. */
    boolean isPartial();

    /**
     * Returns whether digests and hashes are at hand. Those of a safetensors file that stands alone are made when digests are asked
     * for, which reads all of it; until then its cases come without hashes.
     */
    default boolean isHashed() {
        return true;
    }

    /** Returns the Merkle root over {@link #caseDigests}: equal if and only if cases, names, types, shapes and bits are. */
    String resultsDigest() throws IOException;

    /** Returns the digest of each case, sorted by its id. */
    Map<String, String> caseDigests() throws IOException;

    /**
     * Returns all cases, sorted by id; reads the file anew for each call. That the digests follow from them is known at the end of
     * the stream: what is made of the cases counts once it was read to its end.
     */
    Stream<CaseRecord> cases() throws IOException;

    /** Returns one case. */
    Optional<CaseRecord> findCase(String id) throws IOException;

    /**
     * Returns the elements of a tensor of the first execution, checked against its hash where it has one; a NaN of a file that
     * stands alone has the payload that it has there.
     */
    TensorData tensor(String caseId, String name) throws IOException;

    /** Returns the elements of a tensor of a repetition, which may be those of the first execution. */
    TensorData tensor(String caseId, String name, Repetition repetition) throws IOException;

    /** Returns the executed operations of a case, in order; empty where none were traced. */
    List<TraceStep> trace(String caseId) throws IOException;
}
