package io.github.gradlock.protocol;

/** How much of a file from elsewhere is accepted: far above what a suite writes, far below what would exhaust the machine. */
final class Limits {
    /** Nesting of JSON values. */
    static final int JSON_DEPTH = 32;
    /** Values in one JSON text. */
    static final int JSON_VALUES = 2_000_000;
    /** Bytes of a line of cases.jsonl or trace.jsonl. */
    static final int LINE_BYTES = 32 << 20;
    /** Bytes of manifest.json, provenance.json and session.json. */
    static final int DOCUMENT_BYTES = 16 << 20;
    /** Bytes of a safetensors header, from its specification. */
    static final int SAFETENSORS_HEADER = 100_000_000;
    /** Cases in a bundle. */
    static final int CASES = 1_000_000;
    /** Dimensions of a tensor. */
    static final int RANK = 64;
    /** Entries of a zip. */
    static final int ZIP_ENTRIES = 64;
    /** Bytes that a deflated entry of a zip may have for each byte it is compressed to. */
    static final int INFLATION = 200;
    /** Bytes of a deflated entry that are inflated in memory, and that no ratio is asked of; longer ones go to a temporary file. */
    static final int INFLATED_IN_MEMORY = 4 << 20;
    /** Bytes of all deflated entries of a bundle together. */
    static final long INFLATED_BYTES = 16L << 30;
    /** Bytes of log.txt in a bundle. */
    static final int LOG_BYTES = 8 << 20;

    private Limits() {}
}
