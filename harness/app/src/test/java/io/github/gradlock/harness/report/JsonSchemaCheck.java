package io.github.gradlock.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Checks documents against the JSON Schemas that users are given. */
public final class JsonSchemaCheck {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private JsonSchemaCheck() {}

    /** Returns what is wrong with a document, each with its place. */
    public static List<String> errors(JsonNode schema, JsonNode document) {
        return REGISTRY.getSchema(schema).validate(document).stream()
                .map(Object::toString)
                .toList();
    }
}
