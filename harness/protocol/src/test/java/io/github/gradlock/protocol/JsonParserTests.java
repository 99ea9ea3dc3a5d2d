package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTests {
    @Test
    void readsWhatItWrites() throws Exception {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "\"\\/ \n\t\r\b\f\u0001 ä € \ud83d\ude00");
        object.put("numbers", List.of(0L, 9_007_199_254_740_993L, 7));
        object.put("truth", true);
        object.put("nested", Map.of("empty", List.of(), "none", Map.of()));
        for (String text : List.of(Json.line(object), Json.document(object))) {
            Map<String, JsonValue> read = parse(text).fields();
            assertEquals(List.copyOf(object.keySet()), List.copyOf(read.keySet()));
            assertEquals(object.get("text"), field(read, "text").text());
            assertEquals(
                    9_007_199_254_740_993L,
                    field(read, "numbers").items().get(1).count());
            assertTrue(field(read, "truth").truth());
            assertEquals(2, field(read, "nested").fields().size());
        }
        assertEquals(1, Json.line(object).lines().count());
    }

    @Test
    void decodesEscapes() throws Exception {
        assertEquals(
                "\"\\/\b\f\n\r\t\u00e4\ud83d\ude00x",
                parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\uDE00x\"").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "12", "1.5", "-1.25e+10", "1E-2", " 1 ", "true", "null", "[]", "{}", "[1,[2]]"})
    void acceptsRfc8259(String text) throws Exception {
        parse(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "--1",
                "NaN",
                "Infinity",
                "tru",
                "truex",
                "'a'",
                "[1,]",
                "[1 2]",
                "[1",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"tab\there\"",
                "1 2",
                "{}{}",
                "// c\n1",
                "\ufeff1",
                "[1]]",
                "\"\\"
            })
    void rejectsEverythingElse(String text) {
        assertThrows(BundleException.class, () -> parse(text));
    }

    @Test
    void rejectsBytesThatAreNotUtf8() {
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertThrows(BundleException.class, () -> parse(ByteBuffer.wrap(overlong)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1, \"a\": 2}|f:1:10",
                "[1,\\n 2,\\n x]|f:3:2",
                "{\"äöü\": }|f:1:9",
                "[\\n\"abc|f:2:5",
            })
    void saysWhere(String text, String location) {
        BundleException fault = assertThrows(BundleException.class, () -> parse(text.replace("\\n", "\n")));
        assertEquals(location, fault.location());
    }

    @Test
    void limitsDepth() {
        String deep = "[".repeat(100_000);
        BundleException fault = assertThrows(BundleException.class, () -> parse(deep));
        assertTrue(String.valueOf(fault.getMessage()).contains("nested deeper"), fault.getMessage());
    }

    @Test
    void limitsTheNumberOfValues() {
        String many = "[" + "0,".repeat(Limits.JSON_VALUES) + "0]";
        BundleException fault = assertThrows(BundleException.class, () -> parse(many));
        assertTrue(String.valueOf(fault.getMessage()).contains("more than"), fault.getMessage());
    }

    @Test
    void namesTheNearestField() throws Exception {
        JsonFields fields = new JsonFields(parse("{\"statsu\": 1}"));
        fields.optional("status");
        fields.optional("tensors");
        BundleException fault = assertThrows(BundleException.class, fields::finish);
        assertEquals("unknown field 'statsu'", fault.getMessage());
        assertTrue(fault.hint().startsWith("did you mean 'status'?"), fault.hint());
    }

    private static JsonValue field(Map<String, JsonValue> fields, String name) {
        JsonValue value = fields.get(name);
        if (value == null) {
            throw new AssertionError("no field " + name);
        }
        return value;
    }

    private static JsonValue parse(String text) throws BundleException {
        return parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonValue parse(ByteBuffer bytes) throws BundleException {
        return new JsonParser(JsonSource.file("f", bytes)).parse();
    }
}
