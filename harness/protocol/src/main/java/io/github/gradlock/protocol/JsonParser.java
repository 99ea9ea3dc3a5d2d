package io.github.gradlock.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict parser of RFC 8259 with limits on depth and size; it rejects duplicate keys and lone surrogates. */
final class JsonParser {
    private static final String HINT = "the text must be JSON as RFC 8259 says; write the file anew";

    private final JsonSource source;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int values;

    JsonParser(JsonSource source) {
        this.source = source;
        // An array is much faster than a mapped buffer before the compiler has warmed up.
        this.bytes = new byte[source.bytes().remaining()];
        source.bytes().duplicate().get(bytes);
        this.end = bytes.length;
    }

    /** Parses the whole text, which must hold one value and white space. */
    JsonValue parse() throws BundleException {
        skipSpace();
        JsonValue value = value(0);
        skipSpace();
        if (at < end) {
            throw fault("unexpected " + shown() + " after the end of the value");
        }
        return value;
    }

    private JsonValue value(int depth) throws BundleException {
        if (depth > Limits.JSON_DEPTH) {
            throw source.fault(at, "nested deeper than " + Limits.JSON_DEPTH, "no gradlock file nests so deep");
        }
        if (++values > Limits.JSON_VALUES) {
            throw source.fault(at, "more than " + Limits.JSON_VALUES + " values", "split the suite");
        }
        int start = at;
        return switch (peek()) {
            case '{' -> new JsonValue(source, start, object(depth));
            case '[' -> new JsonValue(source, start, array(depth));
            case '"' -> new JsonValue(source, start, string());
            case 't' -> new JsonValue(source, start, literal("true", Boolean.TRUE));
            case 'f' -> new JsonValue(source, start, literal("false", Boolean.FALSE));
            case 'n' -> new JsonValue(source, start, literal("null", JsonValue.NULL));
            default -> new JsonValue(source, start, number());
        };
    }

    private Map<String, JsonValue> object(int depth) throws BundleException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            skipSpace();
            int keyAt = at;
            if (peek() != '"') {
                throw fault("expected a key in quotes, found " + shown());
            }
            String key = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (fields.put(key, value(depth + 1)) != null) {
                throw source.fault(keyAt, "duplicate key '" + key + "'", "each key may stand once in an object");
            }
            if (closes('}')) {
                return fields;
            }
        }
    }

    private List<JsonValue> array(int depth) throws BundleException {
        List<JsonValue> items = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            skipSpace();
            items.add(value(depth + 1));
            if (closes(']')) {
                return items;
            }
        }
    }

    private boolean closes(char close) throws BundleException {
        skipSpace();
        if (peek() == close) {
            at++;
            return true;
        }
        if (peek() != ',') {
            throw fault("expected ',' or '" + close + "', found " + shown());
        }
        at++;
        return false;
    }

    private Object literal(String word, Object meaning) throws BundleException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw fault("unexpected " + shown());
            }
            at++;
        }
        return meaning;
    }

    private JsonValue.Number number() throws BundleException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new JsonValue.Number(text(start, at));
    }

    private void digits() throws BundleException {
        if (peek() < '0' || peek() > '9') {
            throw fault("unexpected " + shown());
        }
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
    }

    private String string() throws BundleException {
        int start = ++at;
        StringBuilder decoded = null;
        while (peek() != '"') {
            if (peek() >= 0 && peek() < 0x20) {
                throw fault("control character in a string");
            }
            if (peek() == '\\') {
                decoded = decoded == null ? new StringBuilder() : decoded;
                decoded.append(text(start, at));
                at++;
                decoded.append(escape());
                start = at;
            } else if (at >= end) {
                throw fault("the text ends inside a string");
            } else {
                at++;
            }
        }
        String tail = text(start, at++);
        return decoded == null ? tail : paired(decoded.append(tail).toString());
    }

    private String paired(String text) throws BundleException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw fault("half a surrogate pair in a string");
        }
        return text;
    }

    private char escape() throws BundleException {
        int escaped = peek();
        at++;
        return switch (escaped) {
            case '"', '\\', '/' -> (char) escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw source.fault(at - 1, "unknown escape in a string", HINT);
        };
    }

    private char unicode() throws BundleException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw fault("expected four hexadecimal digits, found " + shown());
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private String text(int from, int to) throws BundleException {
        int at = from;
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        if (at == to) {
            return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw source.fault(from, "not UTF-8", HINT);
        }
    }

    private void expect(char wanted) throws BundleException {
        if (peek() != wanted) {
            throw fault("expected '" + wanted + "', found " + shown());
        }
        at++;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** Returns the byte here, -1 at the end; bytes above 127 are parts of characters outside ASCII. */
    private int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    private String shown() {
        int here = peek();
        if (here < 0) {
            return "the end of the text";
        }
        return here > 0x20 && here < 0x7f ? "'" + (char) here + "'" : String.format("byte 0x%02x", here);
    }

    private BundleException fault(String message) {
        return source.fault(Math.min(at, end), message, HINT);
    }
}
