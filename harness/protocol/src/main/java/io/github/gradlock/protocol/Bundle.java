package io.github.gradlock.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A result bundle, opened for reading: a folder, the same folder as a zip, or {@code values.safetensors} alone.
 *
 * <p>Nothing is believed: sizes are limited, and a file is checked against its checksum in the manifest before it is used.
 */
public interface Bundle extends Closeable {
    /** Returns where it was opened. */
    Path path();

    /** Returns the manifest; for a lone safetensors file one that names the file and nothing else. */
    Manifest manifest();

    /** Returns whether the run that wrote it did not come to its end. */
    boolean isPartial();

    /** Returns the Merkle root over {@link #caseDigests}: equal if and only if cases, names, types, shapes and bits are. */
    String resultsDigest();

    /** Returns the digest of each case, sorted by its id. */
    Map<String, String> caseDigests() throws IOException;

    /** Returns all cases, sorted by id; reads the file anew for each call. */
    Stream<CaseRecord> cases() throws IOException;

    /** Returns one case. */
    Optional<CaseRecord> findCase(String id) throws IOException;

    /** Returns the elements of a tensor of the first execution, little-endian, memory-mapped where possible. */
    ByteBuffer tensor(String caseId, String name) throws IOException;

    /** Returns the elements of a tensor of a repetition, which may be those of the first execution. */
    ByteBuffer tensor(String caseId, String name, Repetition repetition) throws IOException;

    /** Returns the executed operations of a case, in order; empty where none were traced. */
    List<TraceStep> trace(String caseId) throws IOException;
}
