package io.github.gradlock.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks a document against the part of JSON Schema that our schema uses; an unknown keyword is an error. */
public final class JsonSchemaCheck {
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "title",
            "description",
            "type",
            "enum",
            "anyOf",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "minItems",
            "maxItems");

    private final List<String> errors = new ArrayList<>();

    private JsonSchemaCheck() {}

    /** Returns what is wrong with a document, each with its place. */
    public static List<String> errors(JsonNode schema, JsonNode document) {
        JsonSchemaCheck check = new JsonSchemaCheck();
        check.check("$", schema, document);
        return check.errors;
    }

    private void check(String at, JsonNode schema, JsonNode value) {
        schema.properties()
                .forEach(keyword ->
                        require(KNOWN.contains(keyword.getKey()), at, "unknown keyword " + keyword.getKey()));
        if (schema.has("type")) {
            boolean typed = false;
            for (JsonNode type : schema.get("type").isArray() ? schema.get("type") : List.of(schema.get("type"))) {
                typed |= isOfType(value, type.asText());
            }
            require(typed, at, value + " is not " + schema.get("type"));
        }
        if (schema.has("enum")) {
            boolean listed = false;
            for (JsonNode allowed : schema.get("enum")) {
                listed |= allowed.equals(value);
            }
            require(listed, at, value + " is not one of " + schema.get("enum"));
        }
        if (schema.has("anyOf")) {
            boolean any = false;
            for (JsonNode one : schema.get("anyOf")) {
                any |= errors(one, value).isEmpty();
            }
            require(any, at, value + " is none of anyOf");
        }
        if (value.isNumber()) {
            require(
                    !schema.has("minimum")
                            || value.decimalValue()
                                            .compareTo(schema.get("minimum").decimalValue())
                                    >= 0,
                    at,
                    "too small");
            require(
                    !schema.has("maximum")
                            || value.decimalValue()
                                            .compareTo(schema.get("maximum").decimalValue())
                                    <= 0,
                    at,
                    "too large");
        }
        if (value.isObject()) {
            object(at, schema, value);
        }
        if (value.isArray()) {
            require(value.size() >= schema.path("minItems").asInt(0), at, "too few");
            require(value.size() <= schema.path("maxItems").asInt(Integer.MAX_VALUE), at, "too many");
            for (int i = 0; i < value.size(); i++) {
                check(at + "[" + i + "]", schema.path("items"), value.get(i));
            }
        }
    }

    private void object(String at, JsonNode schema, JsonNode value) {
        for (JsonNode name : schema.path("required")) {
            require(value.has(name.asText()), at, name + " is missing");
        }
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            require(
                    !property.isMissingNode()
                            || schema.path("additionalProperties").asBoolean(true),
                    at,
                    field.getKey() + " is not known");
            check(at + "." + field.getKey(), property, field.getValue());
        });
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private void require(boolean condition, String at, String message) {
        if (!condition) {
            errors.add(at + ": " + message);
        }
    }
}
