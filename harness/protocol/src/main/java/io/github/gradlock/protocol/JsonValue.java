package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A parsed JSON value that knows where it stood; asking for another type than it has is a fault with that place. */
public final class JsonValue {
    /** The JSON null. */
    static final Object NULL = new Object();

    /** A number as it was written. */
    record Number(String text) {}

    private final JsonSource source;
    private final int offset;
    private final Object value;

    JsonValue(JsonSource source, int offset, Object value) {
        this.source = source;
        this.offset = offset;
        this.value = value;
    }

    /**
     * Reads a document of gradlock, with the limits of a bundle's.
     *
     * @param name of the file, for messages
     * @param text in UTF-8
     */
    public static JsonValue parse(String name, ByteBuffer text) throws BundleException {
        return new JsonParser(JsonSource.file(name, text)).parse();
    }

    /** Returns the fields of an object, in their order. */
    @SuppressWarnings("unchecked")
    public Map<String, JsonValue> fields() throws BundleException {
        if (value instanceof Map) {
            return (Map<String, JsonValue>) value;
        }
        throw wrongType("an object");
    }

    /** Returns the items of an array. */
    @SuppressWarnings("unchecked")
    public List<JsonValue> items() throws BundleException {
        if (value instanceof List) {
            return (List<JsonValue>) value;
        }
        throw wrongType("an array");
    }

    /** Returns a string. */
    public String text() throws BundleException {
        if (value instanceof String text) {
            return text;
        }
        throw wrongType("a string");
    }

    boolean truth() throws BundleException {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrongType("true or false");
    }

    /** Returns a whole number of 0 or more. */
    long count() throws BundleException {
        if (value instanceof Number number) {
            try {
                long count = Long.parseLong(number.text());
                if (count >= 0 && !number.text().startsWith("-")) {
                    return count;
                }
            } catch (NumberFormatException e) {
                throw wrongType("a whole number below 2^63");
            }
        }
        throw wrongType("a whole number of 0 or more");
    }

    /** As {@link #count}, for what must fit an int. */
    int smallCount() throws BundleException {
        long count = count();
        if (count > Integer.MAX_VALUE) {
            throw wrongType("a whole number below 2^31");
        }
        return (int) count;
    }

    String sha256() throws BundleException {
        if (Sha256.isHex(text())) {
            return text();
        }
        throw wrongType("a SHA-256 in 64 lower-case hexadecimal digits");
    }

    /** Returns whether it is the JSON null. */
    public boolean isNull() {
        return value == NULL;
    }

    BundleException fault(String message, String hint) {
        return source.fault(offset, message, hint);
    }

    private BundleException wrongType(String wanted) {
        String found = value == NULL
                ? "null"
                : value instanceof Map
                        ? "an object"
                        : value instanceof List ? "an array" : value instanceof Number n ? n.text() : "'" + value + "'";
        return fault("expected " + wanted + ", found " + found, "the schema of this file is in harness/docs/bundle.md");
    }
}
