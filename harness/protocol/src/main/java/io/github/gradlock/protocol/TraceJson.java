package io.github.gradlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations as lines of {@code trace.jsonl}, the schema of which is {@code trace.schema.json}. */
final class TraceJson {
    private TraceJson() {}

    static String write(TraceStep step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", step.caseId());
        fields.put("step", step.step());
        fields.put("phase", step.phase());
        fields.put("op", step.op());
        if (!step.attributes().isEmpty()) {
            fields.put("attributes", step.attributes());
        }
        fields.put("inputs", step.inputs());
        List<Object> outputs = new ArrayList<>();
        for (TraceStep.Output output : step.outputs()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("id", output.id());
            item.put("dtype", output.type().name());
            item.put("shape", output.shape());
            item.put("sha256", output.sha256());
            outputs.add(item);
        }
        fields.put("outputs", outputs);
        return Json.line(fields);
    }

    static TraceStep read(JsonValue line) throws BundleException {
        JsonFields fields = new JsonFields(line);
        String caseId = fields.required("case").text();
        int step = fields.required("step").smallCount();
        String phase = fields.required("phase").text();
        String op = fields.required("op").text();
        JsonValue attributes = fields.optional("attributes");
        List<Long> inputs = new ArrayList<>();
        for (JsonValue input : fields.required("inputs").items()) {
            inputs.add(input.count());
        }
        List<TraceStep.Output> outputs = new ArrayList<>();
        for (JsonValue output : fields.required("outputs").items()) {
            outputs.add(output(output));
        }
        fields.finish();
        return new TraceStep(
                caseId, step, phase, op, attributes == null ? Map.of() : texts(attributes), inputs, outputs);
    }

    private static TraceStep.Output output(JsonValue json) throws BundleException {
        JsonFields fields = new JsonFields(json);
        TraceStep.Output output = new TraceStep.Output(
                fields.required("id").count(),
                SafetensorsReader.elementType(fields.required("dtype")),
                CaseJson.shape(fields.required("shape")),
                fields.required("sha256").sha256());
        fields.finish();
        return output;
    }

    static Map<String, String> texts(JsonValue object) throws BundleException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
            texts.put(field.getKey(), field.getValue().text());
        }
        return texts;
    }
}
